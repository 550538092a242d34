using SimpleCrm.TestServers.Product;
using SimpleCrm.TestServers.Smtp;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Through a server that takes emails, takes them and drops the line before saying so, drops it before, hesitates, or refuses for now or for good.</summary>
internal sealed class ScriptedSendKills(ImapTarget target) : SmtpSendKills(target)
{
    private readonly ScriptedSmtpServer _smtp = new();

    public override string Phase => "sending, bad server";

    protected override IReadOnlyList<Correspondent> Recipients { get; } = [new("bob@customer.example", "Bob"), new("eve@customer.example")];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    protected override Task<int> StartServerAsync() => Task.FromResult(_smtp.Port);

    protected override void PrepareServer(Random random)
    {
        switch (random.Next(14))
        {
            case 0: _smtp.On(SmtpStep.FinalDot, SmtpReaction.AcceptAndDrop); break;
            case 1: _smtp.On(SmtpStep.FinalDot, SmtpReaction.Drop); break;
            case 2: _smtp.On(SmtpStep.FinalDot, SmtpReaction.Delay(TimeSpan.FromMilliseconds(random.Next(50, 600)))); break;
            case 3: _smtp.On(SmtpStep.MailFrom, SmtpReaction.Refuse("451 4.7.1 try again later")); break;
            case 4: _smtp.On(SmtpStep.RcptTo, SmtpReaction.Delay(TimeSpan.FromMilliseconds(random.Next(20, 200)))); break;
            case 5: _smtp.On(SmtpStep.FinalDot, SmtpReaction.Refuse("554 5.7.1 not wanted here")); break;
            case 6: _smtp.On(SmtpStep.MailFrom, SmtpReaction.Refuse("550 5.1.8 no such sender")); break;
            case 7: _smtp.On(SmtpStep.MailFrom, SmtpReaction.Drop); break;
            case 8: _smtp.On(SmtpStep.RcptTo, SmtpReaction.Drop); break;
            default: break;
        }
    }

    protected override Task<int> TakenAsync(string subject) => Task.FromResult(_smtp.Ledger.Count(email => email.Message.Subject == subject));
}
