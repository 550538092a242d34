using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Google;

/// <summary>A message in the shape of the API.</summary>
internal static class MessageResource
{
    public static JsonObject Ids(GmailMessage message) => new() { ["id"] = message.Id, ["threadId"] = message.ThreadId };

    public static JsonObject Labelled(GmailMessage message)
    {
        var json = Ids(message);
        if (message.Labels.Count > 0)
            json["labelIds"] = Strings(message.Labels);
        return json;
    }

    public static JsonObject Of(GmailMessage message, string? format, IReadOnlyList<string> metadataHeaders, FieldMask? fields)
    {
        var json = Labelled(message);
        if (fields?.Wants("snippet") != false)
            json["snippet"] = message.Snippet;
        json["sizeEstimate"] = message.Raw.Length;
        json["historyId"] = message.HistoryId.ToString(CultureInfo.InvariantCulture);
        json["internalDate"] = message.InternalDate.ToString(CultureInfo.InvariantCulture);
        switch (format?.ToLowerInvariant() ?? "full")
        {
            case "minimal":
                break;
            case "raw":
                json["raw"] = Base64Url.EncodeToString(message.Raw);
                break;
            case "metadata":
                var headers = HeaderList.Load(new MemoryStream(message.Raw, writable: false));
                json["payload"] = new JsonObject { ["partId"] = "", ["headers"] = Headers(headers, metadataHeaders) };
                break;
            case "full":
                using (var parsed = message.Parse())
                    json["payload"] = Part(parsed.Body, "", parsed.Headers);
                break;
            default:
                throw GoogleError.Invalid("Invalid value at 'format'.");
        }
        return json;
    }

    /// <summary>The content of a part, by the id that the full format gave.</summary>
    public static JsonObject Attachment(GmailMessage message, string attachmentId)
    {
        var path = "";
        try
        {
            path = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(attachmentId)).Split('|')[0];
        }
        catch (FormatException)
        {
            throw GoogleError.Invalid("Invalid attachment token");
        }
        using var parsed = message.Parse();
        var entity = parsed.Body;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            entity = entity is Multipart multipart && int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index < multipart.Count ? multipart[index] : throw GoogleError.Invalid("Invalid attachment token");
        var content = Content(entity);
        return new JsonObject { ["size"] = content.Length, ["data"] = Base64Url.EncodeToString(content) };
    }

    public static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static JsonObject Part(MimeEntity? entity, string path, HeaderList? topHeaders)
    {
        var part = new JsonObject
        {
            ["partId"] = path,
            ["mimeType"] = entity?.ContentType.MimeType ?? "text/plain",
            ["filename"] = (entity as MimePart)?.FileName ?? "",
            ["headers"] = Headers(topHeaders is null ? entity!.Headers : Joined(topHeaders, entity), []),
        };
        if (entity is Multipart multipart)
        {
            part["body"] = new JsonObject { ["size"] = 0 };
            part["parts"] = new JsonArray([.. multipart.Select((child, index) => Part(child, path.Length == 0 ? $"{index}" : $"{path}.{index}", null))]);
            return part;
        }
        var content = Content(entity);
        var isInline = entity is TextPart { IsAttachment: false } text && string.IsNullOrEmpty(text.FileName);
        part["body"] = isInline
            ? new JsonObject { ["size"] = content.Length, ["data"] = Base64Url.EncodeToString(content) }
            : new JsonObject { ["attachmentId"] = AttachmentId(path), ["size"] = content.Length };
        return part;
    }

    // As at Google, the id differs each time and is good all the same.
    private static string AttachmentId(string path) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{path}|{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}"));

    private static byte[] Content(MimeEntity? entity)
    {
        using var content = new MemoryStream();
        if (entity is MimePart part)
            part.Content?.DecodeTo(content);
        else if (entity is MessagePart { Message: { } inner })
            inner.WriteTo(content);
        return content.ToArray();
    }

    private static HeaderList Joined(HeaderList top, MimeEntity? body)
    {
        var all = new HeaderList();
        foreach (var header in top.Concat(body?.Headers ?? []))
            all.Add(header);
        return all;
    }

    private static JsonArray Headers(HeaderList headers, IReadOnlyList<string> wanted) => new([.. headers
        .Where(h => wanted.Count == 0 || wanted.Contains(h.Field, StringComparer.OrdinalIgnoreCase))
        .Select(h => new JsonObject { ["name"] = h.Field, ["value"] = h.Value })]);
}
