using SimpleCrm.TestServers.Certificates;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>
/// A private Dovecot 2.3 in a temporary folder on free loopback ports. The one of the system is not touched.
/// One instance serves many tests: give each its own user.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("dovecot");
    private readonly DovecotOptions _options;
    private readonly string _configuration;
    private readonly LmtpClient _lmtp;
    private ChildProcess? _process;
    private int _named;

    private DovecotServer(DovecotOptions options)
    {
        _options = options;
        Ports = DovecotPorts.Reserve();
        _lmtp = new LmtpClient(Ports.Lmtp);
        // The user Dovecot reads mail as must be able to make homes here.
        _folder.CreateFolder("homes", (UnixFileMode)0x1ff);
        CertificateAuthority.Shared.WriteServer(_folder.Combine("server.pem"), options.Certificate);
        AuthorityFile = CertificateAuthority.Shared.WriteRoot(_folder.Combine("authority.pem"));
        _configuration = DovecotConfiguration.Write(_folder, options, Ports);
        Directory.CreateDirectory(_folder.Combine("users"));
        foreach (var user in options.Users) AddUser(user);
    }

    public string Host => "127.0.0.1";

    public DovecotPorts Ports { get; }

    /// <summary>The root certificate as PEM, for clients that are to trust this server (SSL_CERT_FILE).</summary>
    public string AuthorityFile { get; }

    public string Log => File.Exists(_folder.Combine("dovecot.log")) ? ReadShared(_folder.Combine("dovecot.log")) : "";

    public static Task<DovecotServer> StartAsync(params DovecotUser[] users) => StartAsync(new DovecotOptions { Users = users });

    /// <summary>Starts and returns once IMAP greets and LMTP answers.</summary>
    public static async Task<DovecotServer> StartAsync(DovecotOptions options)
    {
        var server = new DovecotServer(options);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts again after <see cref="StopAsync"/>, on the same ports and data.</summary>
    public async Task StartAsync()
    {
        if (_process is not null) throw new InvalidOperationException("Dovecot is already running.");
        var process = _process = new ChildProcess("/usr/sbin/dovecot", ["-F", "-c", _configuration]);
        await Until.TrueAsync(
            async () => process.HasExited
                ? throw new InvalidOperationException($"Dovecot ended.\n{process.Output}\n{Log}")
                : await Until.GreetsAsync(Ports.Imap, "* OK") && await Until.GreetsAsync(Ports.Lmtp, "220"),
            TimeSpan.FromSeconds(30),
            () => $"Dovecot does not greet.\n{process.Output}\n{Log}");
    }

    /// <summary>Ends the server; data, users and ports are kept.</summary>
    public async Task StopAsync()
    {
        _lmtp.Dispose();
        if (_process is not { } process) return;
        _process = null;
        // Dovecot waits for Postfix to hang up, which it never does.
        await process.StopAsync(TimeSpan.FromSeconds(2));
        await process.DisposeAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Freezes the whole server: connections stay open and new ones are taken, nobody answers.</summary>
    public void Pause() => _process?.Pause();

    public void Resume() => _process?.Resume();

    public void AddUser(DovecotUser user) => WritePassword(user, user.Password);

    /// <summary>A new account with a made-up address.</summary>
    public DovecotUser AddUser(string name = "user", string domain = "northwind.test")
    {
        var user = new DovecotUser($"{name}{Interlocked.Increment(ref _named)}@{domain}", "correct horse battery");
        AddUser(user);
        return user;
    }

    /// <summary>Every login of this user after this needs the new password; open connections stay.</summary>
    public void ChangePassword(DovecotUser user, string password) => WritePassword(user, password);

    // A file for each user: Dovecot looks at a changed file once a second at most, and would miss somebody who joined within that second.
    private void WritePassword(DovecotUser user, string password) =>
        File.WriteAllText(_folder.Combine("users", user.Address), $"{user.Address}:{{PLAIN}}{password}::::::\n");

    /// <summary>Delivers to the Inbox by LMTP; Dovecot puts Return-Path, Delivered-To and Received in front.</summary>
    public Task DeliverAsync(DovecotUser user, ReadOnlyMemory<byte> email, string sender = "sender@mercier.example", CancellationToken cancellation = default) =>
        _lmtp.DeliverAsync(sender, user.Address, email, cancellation);

    /// <summary>Puts exactly these bytes into a folder, unseen by any client connection.</summary>
    /// <param name="flags">Maildir's letters in alphabetic order: D draft, F flagged, R answered, S seen, T deleted.</param>
    public void AppendRaw(DovecotUser user, string folder, ReadOnlySpan<byte> email, DateTimeOffset received, string flags = "") =>
        Open(user, folder).Write(email, received, flags);

    /// <summary>Writes emails into a folder by the thousand, with their dates, \Seen and \Flagged. Returns their number.</summary>
    public Task<int> SeedMaildirAsync(DovecotUser user, string folder, IEnumerable<GeneratedEmail> emails) =>
        Task.Run(() => Open(user, folder).Seed(emails));

    /// <summary>
    /// The folder gets a new UIDVALIDITY and its emails other UIDs, as after a restore from backup. Open
    /// connections of the user are closed first.
    /// </summary>
    public async Task ChangeUidValidityAsync(DovecotUser user, string folder)
    {
        await KickAsync(user);
        // Everything must have its UID on disk before the UIDs are handed out anew.
        await DoveadmAsync("mailbox", "status", "-u", user.Address, "messages", FullName(folder));
        Open(user, folder).Renumber();
    }

    /// <summary>Deletes Dovecot's indexes and caches of a folder: the next client finds a cold server.</summary>
    public async Task DeleteIndexesAsync(DovecotUser user, string folder)
    {
        await KickAsync(user);
        Open(user, folder).DeleteIndexes();
    }

    /// <summary>Closes every connection of the user and returns when they are gone.</summary>
    public async Task KickAsync(DovecotUser user)
    {
        await Until.TrueAsync(
            async () =>
            {
                if (!(await DoveadmAsync("-f", "tab", "who", "-1", user.Address)).Contains(user.Address, StringComparison.Ordinal)) return true;
                await DoveadmAsync("kick", user.Address);
                return false;
            },
            TimeSpan.FromSeconds(20),
            () => $"Connections of {user.Address} stay.\n{Log}");
    }

    /// <summary>Runs doveadm on this instance and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; its words are in the message.</exception>
    public Task<string> DoveadmAsync(params string[] arguments) => Command.RunAsync("/usr/bin/doveadm", ["-c", _configuration, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        _lmtp.Dispose();
        // Nothing of it is needed again, so its leisurely end need not be waited for.
        if (_process is { } process)
        {
            await process.KillAsync();
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private string FullName(string folder) => folder == "INBOX" ? folder : _options.Prefix + folder;

    private Maildir Open(DovecotUser user, string folder)
    {
        if (_options.Storage != MailStorage.Maildir) throw new NotSupportedException("Only Maildir can be written to directly.");
        var home = _folder.Combine("homes", user.Address);
        if (!Directory.Exists(home))
        {
            Directory.CreateDirectory(home);
            File.SetUnixFileMode(home, (UnixFileMode)0x1ff);
        }

        return new Maildir(Path.Combine(home, "Maildir"), folder.Replace(_options.Separator, '.'));
    }
}
