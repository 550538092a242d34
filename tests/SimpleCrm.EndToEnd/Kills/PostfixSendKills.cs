using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Postfix;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Through Postfix, to somebody whose Inbox is counted.</summary>
internal sealed class PostfixSendKills(ImapTarget target) : SmtpSendKills(target)
{
    private PostfixServer? _postfix;
    private DovecotUser _recipient = null!;
    private ServerMail? _inbox;

    public override string Phase => "sending, Postfix";

    protected override IReadOnlyList<Correspondent> Recipients => [new(_recipient.Address, "Bob")];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_inbox is not null) await _inbox.DisposeAsync();
        if (_postfix is not null) await _postfix.DisposeAsync();
    }

    protected override async Task<int> StartServerAsync()
    {
        _recipient = Target.Dovecot.AddUser("recipient");
        _postfix = await PostfixServer.StartAsync(Target.Dovecot);
        _inbox = await ServerMail.OpenAsync(Target.Dovecot, _recipient);
        return _postfix.SubmissionPort;
    }

    protected override void PrepareServer(Random random)
    {
    }

    protected override async Task<int> TakenAsync(string subject)
    {
        await Until.TrueAsync(async () => await _postfix!.QueuedAsync() == 0, TimeSpan.FromMinutes(1), () => "Mail stays in Postfix's queue: nobody can say how often it was taken.");
        return (await _inbox!.SubjectsAsync("INBOX")).Count(received => received == subject);
    }
}
