using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.Benchmarks;

/// <summary>A private Dovecot with one full Inbox, its caches warm, that all sides are measured against.</summary>
internal sealed class BenchmarkMailbox : IAsyncDisposable
{
    private BenchmarkMailbox(DovecotServer server, DovecotUser user, int emails) => (Server, User, Emails) = (server, user, emails);

    public DovecotServer Server { get; }

    public DovecotUser User { get; }

    public int Emails { get; }

    /// <summary>Answers the login with which the product tries the sending side.</summary>
    public ScriptedSmtpServer Sending { get; } = new();

    public static async Task<BenchmarkMailbox> CreateAsync(BenchmarkOptions options)
    {
        var server = await DovecotServer.StartAsync();
        var generator = new EmailGenerator(new EmailGeneratorOptions { SizeFactor = options.SizeFactor });
        var mailbox = new BenchmarkMailbox(server, server.AddUser("alex"), options.Emails);
        Console.WriteLine($"Writing {options.Emails:N0} emails …");
        await server.SeedMaildirAsync(mailbox.User, "INBOX", generator.Generate(options.Emails));
        await server.DoveadmAsync("index", "-u", mailbox.User.Address, "INBOX");
        return mailbox;
    }

    /// <summary>Small emails that are not in the mailbox yet, for deliveries.</summary>
    public static IEnumerable<GeneratedEmail> Fresh(int count) =>
        new EmailGenerator(new EmailGeneratorOptions { Seed = 777, AttachmentShare = 0 }).Generate(count);

    public async ValueTask DisposeAsync()
    {
        await Sending.DisposeAsync();
        await Server.DisposeAsync();
    }
}
