using System.Text;
using MimeKit;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Delivery reports of failure (RFC 3464) in a report (RFC 6522).</summary>
internal static class Bounces
{
    /// <param name="to">Who wrote the email that failed.</param>
    /// <param name="recipient">Whom it did not reach.</param>
    /// <param name="subject">Of the email that failed.</param>
    /// <param name="messageId">Of the email that failed, without angle brackets.</param>
    /// <param name="reply">What the other server said, with its codes.</param>
    /// <param name="at">When.</param>
    public static byte[] Write(MailboxAddress to, string recipient, string subject, string messageId, string reply, DateTimeOffset at)
    {
        using var message = new MimeMessage { Subject = "Delivery Status Notification (Failure)", MessageId = $"dsn.{Guid.NewGuid():N}@mx.sandbox.example", Date = at };
        message.From.Add(new MailboxAddress("Mail Delivery Subsystem", "mailer-daemon@sandbox.example"));
        message.To.Add(to);
        message.InReplyTo = messageId;
        message.References.Add(messageId);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        message.Headers.Add("X-Failed-Recipients", recipient);
        var text = new TextPart("plain") { Text = $"Your email could not be delivered to {recipient}.\n\nThe other server said:\n{reply}\n" };
        var status = new MimePart("message", "delivery-status")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(
                $"Reporting-MTA: dns; mx.sandbox.example\r\nArrival-Date: {at.ToString("r", System.Globalization.CultureInfo.InvariantCulture)}\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; {reply}\r\n"))),
        };
        var headers = new TextPart("rfc822-headers") { Text = $"From: {to.Address}\r\nTo: {recipient}\r\nSubject: {subject}\r\nMessage-ID: <{messageId}>\r\n" };
        var report = new Multipart("report") { text, status, headers };
        report.ContentType.Parameters["report-type"] = "delivery-status";
        message.Body = report;
        return Letter.Bytes(message);
    }
}
