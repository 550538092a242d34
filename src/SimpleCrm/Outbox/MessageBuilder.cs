using System.Security.Cryptography;
using System.Text;
using MimeKit;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// Writes messages for the wire: RFC 5322 with CRLF line ends, 7-bit safe whatever its content, without Bcc.
/// </summary>
internal static class MessageBuilder
{
    private static readonly FormatOptions Wire = WireFormat();

    /// <summary>A Message-ID (without angle brackets) that says nothing but the sender's domain.</summary>
    public static string NewMessageId(string address) =>
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + "@" + address[(address.LastIndexOf('@') + 1)..];

    /// <summary>Writes the message; its files are read as they are written, and never held whole.</summary>
    public static async Task WriteAsync(MessageDraft draft, Stream destination, CancellationToken cancellationToken)
    {
        await using var opened = new OpenedContents(cancellationToken);
        using var message = new MimeMessage
        {
            MessageId = draft.MessageId,
            Date = draft.Date,
            Subject = draft.Subject,
            Body = await BodyAsync(draft, opened),
        };
        message.From.Add(Mailbox(draft.From));
        message.To.AddRange(draft.To.Select(Mailbox));
        message.Cc.AddRange(draft.Cc.Select(Mailbox));
        if (draft.To.Count + draft.Cc.Count == 0 && draft.DraftMark is null)
            message.To.Add(new GroupAddress("undisclosed-recipients"));
        if (draft.InReplyTo is not null)
            message.InReplyTo = draft.InReplyTo;
        message.References.AddRange(draft.References);
        if (draft.OutgoingId is { } outgoingId)
            message.Headers.Add(Mail.MimeReader.OutgoingHeader, outgoingId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (draft.DraftMark is { } mark)
            message.Headers.Add(DraftMark.Header, mark);
        message.Prepare(EncodingConstraint.SevenBit);
        await message.WriteToAsync(Wire, destination, cancellationToken);
    }

    /// <summary>The copy for the Sent folder: the message as sent, with the Bcc that only the sender may see.</summary>
    public static MailContent SentCopy(MailContent message, IReadOnlyList<EmailAddress> bcc) => bcc.Count == 0 ? message : message.Behind(BccLine(bcc));

    /// <summary>The Bcc field by itself.</summary>
    public static byte[] BccLine(IReadOnlyList<EmailAddress> bcc)
    {
        var list = new InternetAddressList(bcc.Select(Mailbox));
        var headers = new HeaderList { { HeaderId.Bcc, list.ToString(Wire, encode: true) } };
        using var copy = new MemoryStream();
        headers.WriteTo(Wire, copy);
        // Without the empty line that would end the header here.
        copy.SetLength(copy.Length - 2);
        return copy.ToArray();
    }

    /// <summary>The message, or its beginning, with another date in the zone of its first; null when it says within two minutes what it should.</summary>
    public static byte[]? Redate(byte[] message, DateTimeOffset now)
    {
        var start = message.AsSpan().IndexOf("\r\nDate: "u8) is var found and >= 0 ? found + 2 : message.AsSpan().StartsWith("Date: "u8) ? 0 : -1;
        var end = start < 0 ? -1 : message.AsSpan(start).IndexOf("\r\n"u8);
        if (end < 0 || !MimeKit.Utils.DateUtils.TryParse(message, start + 6, end - 6, out var date) || (now - date).Duration() < TimeSpan.FromMinutes(2))
            return null;
        var line = Encoding.ASCII.GetBytes("Date: " + MimeKit.Utils.DateUtils.FormatDate(now.ToOffset(date.Offset)));
        return [.. message.AsSpan(0, start), .. line, .. message.AsSpan(start + end)];
    }

    private static async Task<MimeEntity> BodyAsync(MessageDraft draft, OpenedContents opened)
    {
        var builder = new BodyBuilder { TextBody = Lines(draft.Text) };
        if (draft.Html is not null)
            builder.HtmlBody = Document(Lines(draft.Html));
        foreach (var part in draft.Parts)
        {
            if (part.ContentId is not null && draft.Html is not null)
                builder.LinkedResources.Add(await LeafAsync(part, ContentDisposition.Inline, opened));
            else
                builder.Attachments.Add(await LeafAsync(part, ContentDisposition.Attachment, opened));
        }
        var body = builder.ToMessageBody();
        foreach (var html in Leaves(body).OfType<TextPart>().Where(t => t is { IsHtml: true, IsAttachment: false, FileName: null }))
            html.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return draft.Calendar is { } calendar ? new MultipartAlternative(body, CalendarLeaf(calendar)) : body;
    }

    // Calendar programs look for the method in the part's own type (RFC 6047 §2.4).
    private static TextPart CalendarLeaf(CalendarPart calendar)
    {
        var part = new TextPart("calendar") { Text = calendar.Text, ContentTransferEncoding = ContentEncoding.Base64 };
        part.ContentType.Parameters["method"] = calendar.Method;
        return part;
    }

    private static IEnumerable<MimeEntity> Leaves(MimeEntity entity) => entity is Multipart several ? several.SelectMany(Leaves) : [entity];

    private static async Task<MimeEntity> LeafAsync(OutgoingPart part, string disposition, OpenedContents opened)
    {
        var type = ContentType.TryParse(part.MimeType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        if (type.IsMimeType("message", "rfc822"))
        {
            return new MessagePart
            {
                Message = await MimeMessage.LoadAsync(ParserOptions.Default, await opened.OpenAsync(part.Content), persistent: true, opened.Cancellation),
                ContentDisposition = new ContentDisposition(disposition) { FileName = part.FileName },
            };
        }
        // A file that claims to be a multipart would be read as structure.
        if (type.IsMimeType("multipart", "*") || type.IsMimeType("message", "*"))
            type = new ContentType("application", "octet-stream");
        return new MimePart(type)
        {
            FileName = part.FileName,
            ContentDisposition = new ContentDisposition(disposition) { FileName = part.FileName },
            // Base64 keeps files byte for byte: nothing on the way touches their line ends.
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentId = part.ContentId,
            Content = new MimeContent(await opened.OpenAsync(part.Content)),
        };
    }

    private static MailboxAddress Mailbox(EmailAddress person) =>
        new(Encoding.UTF8, person.Name, SendCheck.Canonical(person.Email)
            ?? throw new ArgumentException("The address was not checked.", nameof(person)));

    // A bare CR or LF within a body is how one message is smuggled into two.
    private static string Lines(string text) => DisplayText.CleanBody(text);

    private static string Document(string html) =>
        html.Contains("<html", StringComparison.OrdinalIgnoreCase)
            ? html
            : $"<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n{html}\n</body>\n</html>\n";

    // What is open while a message is written.
    private sealed class OpenedContents(CancellationToken cancellation) : IAsyncDisposable
    {
        private readonly List<Stream> _streams = [];

        public CancellationToken Cancellation => cancellation;

        public async Task<Stream> OpenAsync(MailContent content)
        {
            _streams.Add(await content.OpenAsync(cancellation));
            return _streams[^1];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var stream in _streams)
                await stream.DisposeAsync();
        }
    }

    private static FormatOptions WireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = false;
        format.HiddenHeaders.Add(HeaderId.Bcc);
        return format;
    }
}
