using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Postfix;

/// <summary>
/// A private Postfix for submission: passwords are checked by a <see cref="DovecotServer"/>, mail for the local
/// domains goes to it by LMTP, everything else is thrown away. Needs root, as Postfix always does.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private static readonly string[] Queues =
        ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"];

    private readonly TemporaryFolder _folder = new("postfix");
    private readonly RecipientPolicy _policy = new();
    private readonly string _configuration;
    private ChildProcess? _process;

    private PostfixServer(DovecotServer dovecot, PostfixOptions options)
    {
        CertificateAuthority.Shared.WriteServer(_folder.Combine("server.pem"), options.Certificate);
        AuthorityFile = CertificateAuthority.Shared.WriteRoot(_folder.Combine("authority.pem"));
        _configuration = PostfixConfiguration.Write(_folder, options, dovecot, SubmissionPort, SubmissionsPort, _policy.Port);
    }

    public string Host => "127.0.0.1";

    /// <summary>SMTP in clear, with STARTTLS and AUTH.</summary>
    public int SubmissionPort { get; } = LoopbackPorts.Reserve();

    /// <summary>SMTP over TLS from the first byte (RFC 8314).</summary>
    public int SubmissionsPort { get; } = LoopbackPorts.Reserve();

    /// <summary>The root certificate as PEM, for clients that are to trust this server (SSL_CERT_FILE).</summary>
    public string AuthorityFile { get; }

    public string Log => File.Exists(_folder.Combine("postfix.log")) ? File.ReadAllText(_folder.Combine("postfix.log")) : "";

    /// <summary>Starts and returns once both ports are open and SMTP greets.</summary>
    public static async Task<PostfixServer> StartAsync(DovecotServer dovecot, PostfixOptions? options = null)
    {
        var server = new PostfixServer(dovecot, options ?? new PostfixOptions());
        try
        {
            await server.CreateSpoolAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts again after <see cref="StopAsync"/>, on the same ports and queue.</summary>
    public async Task StartAsync()
    {
        if (_process is not null) throw new InvalidOperationException("Postfix is already running.");
        var process = _process = new ChildProcess("/usr/lib/postfix/sbin/master", ["-c", _configuration]);
        await Until.TrueAsync(
            async () => process.HasExited
                ? throw new InvalidOperationException($"Postfix ended.\n{process.Output}\n{Log}")
                : await Until.GreetsAsync(SubmissionPort, "220"),
            TimeSpan.FromSeconds(30),
            () => $"Postfix does not greet.\n{process.Output}\n{Log}");
    }

    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.DisposeAsync();
    }

    /// <summary>Freezes all of Postfix: connections stay open and new ones are taken, nobody answers.</summary>
    public void Pause() => _process?.Pause();

    public void Resume() => _process?.Resume();

    /// <summary>Refuses a recipient at RCPT with these words, such as <c>550 5.1.1 nobody here</c> or <c>452 4.2.2 full</c>.</summary>
    /// <param name="times">How often; afterwards it is accepted again.</param>
    public void RefuseRecipient(string address, string reply, int times = int.MaxValue) => _policy.Refuse(address, reply, times);

    public void AllowRecipient(string address) => _policy.Allow(address);

    /// <summary>Number of emails not yet delivered.</summary>
    public async Task<int> QueuedAsync() =>
        (await Command.RunAsync("/usr/sbin/postqueue", ["-c", _configuration, "-j"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Tries everything in the queue again at once.</summary>
    public Task FlushAsync() => Command.RunAsync("/usr/sbin/postqueue", ["-c", _configuration, "-f"]);

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.KillAsync();
            await process.DisposeAsync();
        }

        await _policy.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The owners and modes that <c>postfix check</c> would set, which takes seconds.</summary>
    private async Task CreateSpoolAsync()
    {
        const UnixFileMode Open = (UnixFileMode)0x1ed; // 755
        const UnixFileMode Private = (UnixFileMode)0x1c0; // 700
        _folder.CreateFolder("data", Private);
        _folder.CreateFolder("spool/pid", Open);
        foreach (var queue in Queues) _folder.CreateFolder($"spool/{queue}", Private);
        _folder.CreateFolder("spool/public", (UnixFileMode)0x1c8); // 710
        _folder.CreateFolder("spool/maildrop", (UnixFileMode)0x1d8); // 730
        await Command.RunAsync("/bin/chown", ["postfix", _folder.Combine("data"), .. Queues.Select(queue => _folder.Combine("spool", queue))]);
        await Command.RunAsync("/bin/chown", ["postfix:postdrop", _folder.Combine("spool", "public"), _folder.Combine("spool", "maildrop")]);
    }
}
