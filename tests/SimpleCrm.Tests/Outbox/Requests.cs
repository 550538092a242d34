using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Tests.Outbox;

internal static class Requests
{
    public static SendRequest To(long mailboxId, params string[] recipients) => new()
    {
        MailboxId = mailboxId,
        To = [.. recipients.DefaultIfEmpty("bob@customer.example").Select(r => new EmailAddress(r, ""))],
        Subject = "Offer",
        BodyText = "Here it is.",
    };
}
