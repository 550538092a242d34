using MimeKit;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>What a report returns of the email it is about.</summary>
internal sealed record ReturnedHeader(IReadOnlyList<string> MessageIds, string? Marker, IReadOnlyList<string> Recipients)
{
    private static readonly ReturnedHeader None = new([], null, []);

    public static ReturnedHeader Of(IReadOnlyList<MimeEntity> parts)
    {
        foreach (var part in parts)
        {
            if (part is MessagePart { Message: { } message })
                return Of(message.Headers);
            if (part is TextPart text && (text.ContentType.IsMimeType("text", "rfc822-headers") || text.ContentType.IsMimeType("message", "*")) && HeadersIn(text.Text) is { } headers)
                return Of(headers);
        }
        return None;
    }

    private static ReturnedHeader Of(HeaderList headers) => new(
        Mail.MessageIds.ParseOne(headers[HeaderId.MessageId]) is { } id ? [id] : [],
        headers[Mail.MimeReader.OutgoingHeader]?.Trim(),
        [.. AddressParser.Parse($"{headers[HeaderId.To]}, {headers[HeaderId.Cc]}").Select(a => a.Email).Where(e => e.Length > 0)]);

    private static HeaderList? HeadersIn(string text)
    {
        try
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text + "\r\n\r\n"));
            return HeaderList.Load(ParserOptions.Default, stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
