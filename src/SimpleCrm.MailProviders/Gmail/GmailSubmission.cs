using System.Buffers.Text;
using System.Net;
using System.Text;
using Google;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Sends through Gmail, once: an answer that was lost is reported as unknown, never tried again.</summary>
internal static class GmailSubmission
{
    private static readonly Dictionary<string, string> Nobody = [];

    public static async Task<SendResult> SendAsync(GmailService service, GmailCalls calls, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var content = await WithBccAsync(message, cancellationToken);
        try
        {
            await calls.Budget.TakeAsync(calls.Costs.Send, isPersonal: true, cancellationToken);
        }
        catch (MailboxAccessException exception)
        {
            return NotSent(exception);
        }
        try
        {
            return Accepted(await SubmitAsync(service, content, message.ExternalThreadId, cancellationToken));
        }
        catch (MailboxAccessException exception)
        {
            // No token, so nothing has left.
            return NotSent(exception);
        }
        catch (GoogleApiException exception) when (exception.HttpStatusCode == HttpStatusCode.NotFound && message.ExternalThreadId is not null)
        {
            // The conversation was deleted there; the email is none the less to be sent.
            return await SendAsync(service, calls, message with { ExternalThreadId = null }, cancellationToken);
        }
        catch (Exception exception) when (GmailErrors.IsAccess(exception, cancellationToken))
        {
            return Failed(exception);
        }
    }

    private static async Task<Message> SubmitAsync(GmailService service, MailContent content, string? threadId, CancellationToken cancellationToken)
    {
        if (content.Length < MessageUpload.From)
            return await service.Users.Messages.Send(new Message { Raw = Base64Url.EncodeToString(await content.ReadAllAsync(cancellationToken)), ThreadId = threadId }, "me").ExecuteAsync(cancellationToken);
        await using var source = await content.OpenAsync(cancellationToken);
        return await MessageUpload.RunAsync(service.Users.Messages.Send(new Message { ThreadId = threadId }, "me", source, "message/rfc822"), cancellationToken);
    }

    private static SendResult Accepted(Message sent) => new(SendOutcome.Accepted, null, Nobody) { RemoteId = sent.Id };

    private static SendResult NotSent(MailboxAccessException exception) => new(SendOutcome.NotSent, exception.Detail, Nobody, exception.Problem);

    private static SendResult Failed(Exception exception)
    {
        var access = GmailErrors.Of(exception);
        var status = GmailErrors.StatusOf(access) is { } code and not 0 ? code : (HttpStatusCode?)null;
        return status switch
        {
            null => exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
                ? NotSent(access)
                : new SendResult(SendOutcome.Unknown, null, Nobody, access.Problem),
            HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => NotSent(access),
            _ when GmailErrors.IsRateLimit(access) => NotSent(access),
            >= HttpStatusCode.InternalServerError => new SendResult(SendOutcome.Unknown, access.Detail, Nobody, access.Problem),
            _ => new SendResult(SendOutcome.Rejected, access.Detail, Nobody, access.Problem),
        };
    }

    // Gmail knows no envelope: who is in it and not in the header must be named as Bcc, which Gmail takes off again.
    private static async Task<MailContent> WithBccAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await using var source = await message.Content.OpenAsync(cancellationToken);
        var headers = await HeaderList.LoadAsync(source, cancellationToken);
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers.Where(h => h.Id is HeaderId.To or HeaderId.Cc or HeaderId.Bcc))
            if (InternetAddressList.TryParse(header.RawValue, out var list))
                named.UnionWith(list.Mailboxes.Select(m => m.Address));
        var hidden = message.Recipients.Where(r => !named.Contains(r)).Select(r => new MailboxAddress("", r)).ToList();
        if (hidden.Count == 0)
            return message.Content;
        var line = new StringBuilder("Bcc: ").AppendJoin(",\r\n ", hidden.Select(h => h.ToString(encode: true))).Append("\r\n");
        return message.Content.Behind(Encoding.ASCII.GetBytes(line.ToString()));
    }
}
