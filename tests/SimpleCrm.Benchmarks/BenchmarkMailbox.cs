using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.Benchmarks;

/// <summary>A private Dovecot with one full Inbox, or several, its caches warm, that all sides are measured against.</summary>
internal sealed class BenchmarkMailbox : IAsyncDisposable
{
    private BenchmarkMailbox(DovecotServer server, IReadOnlyList<DovecotUser> users, int emails) => (Server, Users, Emails) = (server, users, emails);

    public DovecotServer Server { get; }

    public DovecotUser User => Users[0];

    public IReadOnlyList<DovecotUser> Users { get; }

    /// <summary>How many all of them hold.</summary>
    public int Emails { get; }

    /// <summary>Answers the login with which the product tries the sending side.</summary>
    public ScriptedSmtpServer Sending { get; } = new();

    /// <param name="options">How many emails there are, and of what size.</param>
    /// <param name="mailboxes">How many share them evenly.</param>
    public static async Task<BenchmarkMailbox> CreateAsync(BenchmarkOptions options, int mailboxes = 1)
    {
        var server = await DovecotServer.StartAsync();
        var each = options.Emails / mailboxes;
        var mailbox = new BenchmarkMailbox(server, [.. Enumerable.Range(0, mailboxes).Select(i => server.AddUser(i == 0 ? "alex" : $"alex{i}"))], each * mailboxes);
        Console.WriteLine($"Writing {options.Emails:N0} emails …");
        foreach (var (index, user) in mailbox.Users.Index())
        {
            var generator = new EmailGenerator(new EmailGeneratorOptions { Seed = index + 1, SizeFactor = options.SizeFactor });
            await server.SeedMaildirAsync(user, "INBOX", generator.Generate(each));
            await server.DoveadmAsync("index", "-u", user.Address, "INBOX");
        }
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
