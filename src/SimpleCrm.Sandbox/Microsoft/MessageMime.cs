using System.Text.Json.Nodes;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Turns what clients say of a message in JSON into its source.</summary>
internal static class MessageMime
{
    /// <summary>A new message of JSON.</summary>
    public static byte[] Create(JsonObject json, MailboxAddress owner, DateTimeOffset now)
    {
        var message = new MimeMessage { Date = now, MessageId = MimeUtils.GenerateMessageId("sandbox.outlook.test") };
        message.From.Add(owner);
        message.Body = new TextPart("plain") { Text = "" };
        Apply(message, json, isNew: true);
        return Written(message);
    }

    /// <summary>Changes what a JSON object names; the rest stays.</summary>
    public static void Apply(MimeMessage message, JsonObject json, bool isNew)
    {
        foreach (var (name, value) in json)
        {
            switch (name)
            {
                case "subject": message.Subject = (string?)value ?? ""; break;
                case "toRecipients": Fill(message.To, value); break;
                case "ccRecipients": Fill(message.Cc, value); break;
                case "bccRecipients": Fill(message.Bcc, value); break;
                case "replyTo": Fill(message.ReplyTo, value); break;
                case "from": Fill(message.From, new JsonArray(value?.DeepClone())); break;
                case "internetMessageId" when (string?)value is { Length: > 0 } id: message.MessageId = id.Trim().Trim('<', '>'); break;
                case "body" when value is JsonObject body: SetBody(message, body); break;
                case "internetMessageHeaders" when isNew && value is JsonArray headers:
                    foreach (var header in headers.OfType<JsonObject>())
                    {
                        if (((string?)header["name"])?.StartsWith("x-", StringComparison.OrdinalIgnoreCase) != true)
                            throw new GraphException(400, "InvalidInternetMessageHeader", "The internet message header name should start with 'x-' or 'X-'.");
                        message.Headers.Add((string)header["name"]!, (string?)header["value"] ?? "");
                    }
                    break;
                case "attachments" when value is JsonArray files:
                    foreach (var file in files.OfType<JsonObject>())
                        Attach(message, Entity(file));
                    break;
                default: break;
            }
        }
    }

    /// <summary>The part that a JSON attachment becomes.</summary>
    public static MimeEntity Entity(JsonObject json)
    {
        var type = (string?)json["@odata.type"] ?? "#microsoft.graph.fileAttachment";
        if (type == "#microsoft.graph.itemAttachment")
        {
            var inner = MimeMessage.Load(new MemoryStream(Create(json["item"] as JsonObject ?? [], new MailboxAddress("", "item@sandbox.outlook.test"), DateTimeOffset.UnixEpoch)));
            return new MessagePart { Message = inner, ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = (string?)json["name"] } };
        }
        if (type == "#microsoft.graph.referenceAttachment")
            return new TextPart("plain") { Text = (string?)json["name"] ?? "", ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = (string?)json["name"] } };
        var content = Convert.FromBase64String((string?)json["contentBytes"] ?? throw GraphException.BadRequest("contentBytes is missing."));
        return File((string?)json["name"] ?? "", (string?)json["contentType"], content, (string?)json["contentId"], (bool?)json["isInline"] ?? false);
    }

    public static MimePart File(string name, string? contentType, byte[] content, string? contentId, bool isInline) =>
        new(ContentType.TryParse(contentType ?? "", out var type) ? type : new ContentType("application", "octet-stream"))
        {
            Content = new MimeContent(new MemoryStream(content)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(isInline ? ContentDisposition.Inline : ContentDisposition.Attachment) { FileName = name },
            ContentId = contentId,
        };

    public static void Attach(MimeMessage message, MimeEntity entity)
    {
        if (message.Body is Multipart multipart && multipart.ContentType.IsMimeType("multipart", "mixed"))
            multipart.Add(entity);
        else
            message.Body = message.Body is null ? entity : new Multipart("mixed") { message.Body, entity };
    }

    /// <summary>Parts that are shown as attachments, in their order, each with the id it has as long as none before it goes.</summary>
    public static IReadOnlyList<MimeEntity> Files(MimeMessage message) =>
        [.. message.BodyParts.Where(p => p.IsAttachment || p is MessagePart || p is MimePart { ContentId: not null } and not TextPart)];

    public static byte[] Written(MimeMessage message)
    {
        using var written = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, written);
        return written.ToArray();
    }

    private static void SetBody(MimeMessage message, JsonObject body)
    {
        var subtype = "html".Equals((string?)body["contentType"], StringComparison.OrdinalIgnoreCase) ? "html" : "plain";
        var text = new TextPart(subtype) { Text = (string?)body["content"] ?? "" };
        if (message.Body is Multipart multipart && multipart.ContentType.IsMimeType("multipart", "mixed") && multipart.Count > 0)
            multipart[0] = text;
        else
            message.Body = text;
    }

    private static void Fill(InternetAddressList list, JsonNode? recipients)
    {
        list.Clear();
        foreach (var recipient in (recipients as JsonArray ?? []).OfType<JsonObject>())
        {
            var address = (string?)recipient["emailAddress"]?["address"];
            if (string.IsNullOrEmpty(address))
                throw new GraphException(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
            list.Add(new MailboxAddress((string?)recipient["emailAddress"]?["name"], address));
        }
    }
}
