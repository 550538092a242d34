using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Emails;
using SimpleCrm.TestServers.Proxy;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A real Dovecot behind a proxy that counts lines.</summary>
internal sealed class ImapTarget : KillTarget
{
    private readonly FaultProxy _imap;

    private ImapTarget(DovecotServer dovecot) => (Dovecot, _imap) = (dovecot, new FaultProxy(dovecot.Ports.Imap));

    public DovecotServer Dovecot { get; }

    public override string Name => "IMAP";

    public static async Task<ImapTarget> StartAsync() => new(await DovecotServer.StartAsync());

    public override void Watch(KillSwitch killSwitch) => killSwitch.Watch(_imap);

    public override async Task<KillAccount> AddAccountAsync(int seed, int emails)
    {
        var user = Dovecot.AddUser("owner");
        var generated = new EmailGenerator(new EmailGeneratorOptions { Seed = seed, OwnerAddress = user.Address, SizeFactor = 0.05 }).Generate(emails).ToList();
        foreach (var folder in generated.GroupBy(GeneratedPlaces.FolderOf)) await Dovecot.SeedMaildirAsync(user, folder.Key, folder);
        var smtp = new ScriptedSmtpServer();
        return await ImapKillAccount.OpenAsync(this, user, new MailServers(_imap.Host, _imap.Port, smtp.Host, smtp.Port), smtp);
    }

    /// <summary>An account that sends through a server of the caller's.</summary>
    public Task<ImapKillAccount> AddSenderAsync(string smtpHost, int smtpPort) =>
        ImapKillAccount.OpenAsync(this, Dovecot.AddUser("seller"), new MailServers(_imap.Host, _imap.Port, smtpHost, smtpPort), null);

    public override async ValueTask DisposeAsync()
    {
        await _imap.DisposeAsync();
        await Dovecot.DisposeAsync();
    }
}
