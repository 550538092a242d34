using System.Diagnostics;
using System.Globalization;
using SimpleCrm.TestServers;

namespace SimpleCrm.Benchmarks.Peers;

/// <summary>mbsync (Debian package isync), merely copying the Inbox into a Maildir.</summary>
internal sealed class MbsyncPeer : IDisposable
{
    // bash itself counts the processor time of what it waited for; the pid comes first, for the memory.
    private const string Measured = "\"$@\" & echo $!; wait $! || exit 1; times";

    private readonly TemporaryFolder _folder = new("mbsync");
    private readonly string _configuration;

    public MbsyncPeer(BenchmarkMailbox mailbox)
    {
        var mail = _folder.CreateFolder("mail");
        _configuration = _folder.Combine("mbsyncrc");
        File.WriteAllText(_configuration, $"""
            IMAPAccount peer
            Host {mailbox.Server.Host}
            Port {mailbox.Server.Ports.Imap}
            User {mailbox.User.Address}
            Pass "{mailbox.User.Password}"
            SSLType None
            AuthMechs LOGIN

            IMAPStore far
            Account peer

            MaildirStore near
            Path {mail}/
            Inbox {mail}/INBOX
            SubFolders Verbatim

            Channel copy
            Far :far:
            Near :near:
            Patterns INBOX
            Create Near
            Sync Pull
            SyncState *

            """);
    }

    /// <summary>Copies whatever is not there yet. Dispose and make a new peer to begin from nothing.</summary>
    public async Task<PeerRun> CopyAsync()
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", Measured, "bash", "/usr/bin/mbsync", "-q", "-c", _configuration, "copy"]) start.ArgumentList.Add(argument);
        start.Environment["HOME"] = _folder.Path;
        start.Environment["LC_ALL"] = "C";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var pid = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await using var memory = new PeakMemory(pid);
        var times = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var wall = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"mbsync failed: {await errors}");
        return new PeerRun(wall, ChildrenSeconds(times), memory.Megabytes);
    }

    public int CopiedEmails() => Directory.EnumerateFiles(_folder.Combine("mail", "INBOX"), "*", SearchOption.AllDirectories).Count(file => !Path.GetFileName(file).StartsWith('.'));

    public void Dispose() => _folder.Dispose();

    /// <summary>Two lines, of bash and of its children: user and system time as <c>0m1.250s</c>.</summary>
    private static double ChildrenSeconds(string times) =>
        times.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1].Split(' ').Sum(time =>
        {
            var minutes = time.IndexOf('m');
            return (double.Parse(time[..minutes], CultureInfo.InvariantCulture) * 60) + double.Parse(time[(minutes + 1)..].TrimEnd('s'), CultureInfo.InvariantCulture);
        });
}
