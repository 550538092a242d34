using System.Globalization;
using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Shows a message as Graph does.</summary>
internal static class MessageJson
{
    // What a call without $select gets; the rest must be asked for.
    private static readonly string[] Usual =
    [
        "createdDateTime", "lastModifiedDateTime", "changeKey", "categories", "receivedDateTime", "sentDateTime", "hasAttachments", "internetMessageId", "subject", "bodyPreview",
        "importance", "parentFolderId", "conversationId", "conversationIndex", "isDeliveryReceiptRequested", "isReadReceiptRequested", "isRead", "isDraft", "webLink",
        "inferenceClassification", "body", "sender", "from", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "flag",
    ];

    public static JsonObject Of(StoredMessage message, GraphRequest request, IReadOnlyCollection<string>? select)
    {
        var json = new JsonObject { ["@odata.etag"] = message.ETag, ["id"] = message.IdFor(request) };
        foreach (var name in select is { Count: > 0 } ? select : Usual)
            if (name != "id" && TryProperty(message, name, out var value))
                json[name] = value;
        return json;
    }

    /// <summary>A property by its name.</summary>
    /// <returns>False when messages have none of that name.</returns>
    public static bool TryProperty(StoredMessage message, string name, out JsonNode? value)
    {
        value = null;
        switch (name)
        {
            case "createdDateTime": value = Time(message.CreatedAt); break;
            case "lastModifiedDateTime": value = Time(message.ModifiedAt); break;
            case "receivedDateTime": value = Time(message.ReceivedAt); break;
            case "sentDateTime": value = Time(message.SentAt ?? message.CreatedAt); break;
            case "changeKey": value = message.ChangeKey.ToString("X", CultureInfo.InvariantCulture); break;
            case "categories": value = new JsonArray([.. message.Categories.Select(c => (JsonNode)c)]); break;
            case "hasAttachments": value = message.HasAttachments; break;
            case "internetMessageId": value = message.MessageId; break;
            case "subject": value = message.Subject; break;
            case "bodyPreview": value = Preview(message.Parsed); break;
            case "importance": value = message.Importance; break;
            case "parentFolderId": value = message.Folder.Id; break;
            case "conversationId": value = message.ConversationId; break;
            case "conversationIndex": value = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(message.ConversationId)[..Math.Min(22, message.ConversationId.Length)]); break;
            case "isDeliveryReceiptRequested" or "isReadReceiptRequested": value = false; break;
            case "isRead": value = message.IsRead; break;
            case "isDraft": value = message.IsDraft; break;
            case "webLink": value = "https://outlook.office365.com/owa/?ItemID=" + Uri.EscapeDataString(message.Id); break;
            case "inferenceClassification": value = message.Inference; break;
            case "body" or "uniqueBody": value = Body(message.Parsed); break;
            case "sender": value = Recipient(message.Parsed.Sender ?? message.Parsed.From.Mailboxes.FirstOrDefault()); break;
            case "from": value = Recipient(message.Parsed.From.Mailboxes.FirstOrDefault()); break;
            case "toRecipients": value = Recipients(message.Parsed.To); break;
            case "ccRecipients": value = Recipients(message.Parsed.Cc); break;
            case "bccRecipients": value = Recipients(message.Parsed.Bcc); break;
            case "replyTo": value = Recipients(message.Parsed.ReplyTo); break;
            case "flag": value = new JsonObject { ["flagStatus"] = message.FlagStatus }; break;
            case "internetMessageHeaders":
                value = new JsonArray([.. message.Headers.Select(h => (JsonNode)new JsonObject { ["name"] = h.Field, ["value"] = h.Value })]);
                break;
            default: return false;
        }
        return true;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonObject Body(MimeMessage message) => message.HtmlBody is { } html
        ? new JsonObject { ["contentType"] = "html", ["content"] = html }
        : new JsonObject { ["contentType"] = "text", ["content"] = message.TextBody ?? "" };

    private static string Preview(MimeMessage message)
    {
        var text = (message.TextBody ?? message.HtmlBody ?? "").ReplaceLineEndings("\r\n");
        return text.Length <= 255 ? text : text[..255];
    }

    public static JsonArray Recipients(InternetAddressList list) => new([.. list.Mailboxes.Select(m => (JsonNode)Recipient(m)!)]);

    public static JsonObject? Recipient(MailboxAddress? address) => address is null
        ? null
        : new JsonObject { ["emailAddress"] = new JsonObject { ["name"] = address.Name is { Length: > 0 } name ? name : address.Address, ["address"] = address.Address } };
}
