using MimeKit;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>What lies in every inbox besides conversations: a newsletter, an automatic reply, a bounce, a note from a colleague.</summary>
internal static class DemoOddities
{
    public static IEnumerable<DemoEmail> Write(TeamMember rep, string address, DemoCast cast, DateTimeOffset now)
    {
        var own = new MailboxAddress(rep.Name, address);
        for (var issue = 0; issue < 4; issue++)
            yield return new DemoEmail(Newsletter(own, now.AddDays(-2.2 - 28 * issue), 47 - issue), now.AddDays(-2.2 - 28 * issue)) { IsRead = issue > 0, IsArchived = issue > 1 };
        var away = cast.Customers[cast.Customers.Count / 2];
        yield return new DemoEmail(AutomaticReply(away, own, now.AddDays(-1.1)), now.AddDays(-1.1)) { IsRead = true };
        yield return new DemoEmail(Bounces.Write(own, "j.miller@okafor.example", "Quote Q-20388 for 6 check valves", "quote20388@northwind.example", "550 5.1.1 <j.miller@okafor.example>: Recipient address rejected: User unknown", now.AddDays(-3.4)), now.AddDays(-3.4)) { IsRead = true };
        if (address == rep.Address && DemoCast.Team.FirstOrDefault(m => m.Role == Access.Role.Manager) is { } manager)
            yield return new DemoEmail(new Letter(new MailboxAddress(manager.Name, manager.Address), own, "Pipeline review on Thursday",
                $"Hi {rep.Name.Split(' ')[0]},\n\nPlease have your five biggest open quotes ready for Thursday: who decides, by when, and what could go wrong. Ten minutes each.\n\n{manager.Name.Split(' ')[0]}")
            {
                MessageId = $"pipeline.{rep.Name.Split(' ')[0].ToLowerInvariant()}@northwind.example",
                At = now.AddHours(-4.5),
            }.Write(), now.AddHours(-4.5));
    }

    private static byte[] Newsletter(MailboxAddress to, DateTimeOffset at, int issue) =>
        new Letter(new MailboxAddress("Pumps & Valves Weekly", "news@pumpsandvalves.example"), to, $"Pumps & Valves Weekly no. {issue}: what efficiency class IE5 means for you",
            $"Pumps & Valves Weekly, no. {issue}\n\nWhat efficiency class IE5 means for you\nSix seals in a comparison\nCalendar: fairs until summer\n\nUnsubscribe: https://pumpsandvalves.example/unsubscribe")
        {
            MessageId = $"issue{issue}.{to.LocalPart}@pumpsandvalves.example",
            At = at,
            Html = $"""
                <div style="background:#eef2f5;padding:24px;font-family:Arial,sans-serif"><table width="560" align="center" cellpadding="0" cellspacing="0" style="background:#ffffff">
                <tr><td style="padding:20px 28px;background:#143d59;color:#ffffff;font-size:20px">Pumps &amp; Valves Weekly <span style="opacity:.7">no. {issue}</span></td></tr>
                <tr><td style="padding:0"><img src="https://pumpsandvalves.example/{issue}/header.jpg" width="560" height="180" alt=""></td></tr>
                <tr><td style="padding:24px 28px;color:#222222;font-size:15px;line-height:1.5"><h2 style="margin:0 0 8px">What efficiency class IE5 means for you</h2>
                <p>From next year, motors above 75 kW have to reach a higher class. We show what that changes for existing systems, and where replacing pays within two years.</p>
                <p><a href="https://pumpsandvalves.example/{issue}/ie5" style="color:#0b6fa4">Read on</a></p><h3>Also in this issue</h3><ul><li>Six seals in a comparison</li><li>Calendar: fairs until summer</li></ul></td></tr>
                <tr><td style="padding:16px 28px;color:#777777;font-size:12px">You get this because you subscribed to it. <a href="https://pumpsandvalves.example/unsubscribe" style="color:#777777">Unsubscribe</a></td></tr>
                </table></div>
                """,
            Headers = [("List-Unsubscribe", "<https://pumpsandvalves.example/unsubscribe>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), ("List-Id", "<weekly.pumpsandvalves.example>"), ("Precedence", "bulk")],
        }.Write();

    private static byte[] AutomaticReply(Customer customer, MailboxAddress to, DateTimeOffset at) =>
        new Letter(new MailboxAddress(customer.Name, customer.Address), to, "Automatic reply: Framework agreement for next year",
            $"Thank you for your email. I am out of the office until Monday and read my email only now and then. In urgent cases please call {customer.Phone}.\n\n{customer.Name}\n{customer.Company}")
        {
            MessageId = $"away.{to.LocalPart}@{customer.Address.Split('@')[1]}",
            At = at,
            Headers = [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")],
        }.Write();
}
