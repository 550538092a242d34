using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Product;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A user of Dovecot.</summary>
internal sealed class ImapKillAccount : KillAccount
{
    private readonly ImapTarget _target;
    private readonly DovecotUser _user;
    private readonly MailServers _servers;
    private readonly ScriptedSmtpServer? _smtp;
    private readonly ServerMail _mail;

    private ImapKillAccount(ImapTarget target, DovecotUser user, MailServers servers, ScriptedSmtpServer? smtp, ServerMail mail) =>
        (_target, _user, _servers, _smtp, _mail) = (target, user, servers, smtp, mail);

    public override string Address => _user.Address;

    public static async Task<ImapKillAccount> OpenAsync(ImapTarget target, DovecotUser user, MailServers servers, ScriptedSmtpServer? smtp) =>
        new(target, user, servers, smtp, await ServerMail.OpenAsync(target.Dovecot, user));

    public override Task<string> ConnectAsync(ProductClient client) => client.ConnectAsync(new ImapConnection(
        _user.Address, _user.Address, _user.Password, new MailServerAddress(_servers.ImapHost, _servers.ImapPort), new MailServerAddress(_servers.SmtpHost, _servers.SmtpPort)));

    public override Task<IReadOnlyList<HeldEmail>> ListAsync() => _mail.ListAsync();

    public override async Task<int> CountSentAsync(string subject) => (await _mail.SubjectsAsync("Sent")).Count(sent => sent == subject);

    public override IReadOnlyList<Func<Task>> Changes(Random random) =>
    [
        DeliverAsync, DeliverAsync, DeliverAsync,
        () => _mail.AppendAsync("Projects", NewEmail()),
        () => _mail.AppendAsync("Archive", NewEmail()),
        () => _mail.ChangeFlagsAsync("INBOX", random, 6),
        () => _mail.ChangeFlagsAsync("Archive", random, 3),
        () => _mail.MoveAsync("INBOX", "Projects", random, 2),
        () => _mail.MoveAsync("Projects", "Archive", random, 1),
        () => _mail.MoveAsync("Archive", "INBOX", random, 1),
        () => _mail.DeleteAsync("INBOX", random, 1),
        () => _mail.DeleteAsync("Archive", random, 1),
    ];

    public override async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        if (_smtp is not null) await _smtp.DisposeAsync();
    }

    private Task DeliverAsync() => _target.Dovecot.DeliverAsync(_user, NewEmail());
}
