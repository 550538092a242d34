using System.Globalization;
using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>The attachments of a message: files, items (messages) and references.</summary>
internal sealed class AttachmentResource(MicrosoftSandbox sandbox)
{
    // What one call may carry; more goes through an upload session.
    private const int MaxDirect = 3 * 1024 * 1024;

    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, StoredMessage message, IReadOnlyList<string> path)
    {
        var select = GraphQuery.Select(request);
        var files = MessageMime.Files(message.Parsed);
        if (path is [])
            return request.Method switch
            {
                "GET" => GraphQuery.Page(sandbox, request, "users('me')/messages/attachments", [.. files.Index()], f => GraphQuery.Project(Shown(message, f.Index, f.Item), select)),
                "POST" => Add(mailbox, request, message),
                _ => throw GraphException.UnknownPath(),
            };
        if (path is ["createUploadSession"])
            return sandbox.Uploads.Create(mailbox, message, GraphRequest.Parameter(request.Json(), "AttachmentItem") as JsonObject ?? throw GraphException.BadRequest("AttachmentItem is missing."));
        var index = Index(path[0]);
        if (index < 0 || index >= files.Count)
            throw GraphException.NotFound();
        switch (request.Method, path.Count > 1 ? path[1] : "")
        {
            case ("GET", ""):
                return GraphAnswer.Ok(Whole(GraphQuery.Project(Shown(message, index, files[index]), select)));
            case ("GET", "$value"):
                return GraphAnswer.Bytes(Content(files[index]), files[index] is MessagePart ? "text/plain" : files[index].ContentType.MimeType);
            case ("DELETE", ""):
                message.Edit(m =>
                {
                    foreach (var multipart in Multiparts(m.Body))
                        multipart.Remove(files[index]);
                });
                mailbox.Touch(message, "updated");
                return GraphAnswer.NoContent;
            default:
                throw GraphException.UnknownPath();
        }
    }

    private static GraphAnswer Add(MicrosoftMailbox mailbox, GraphRequest request, StoredMessage message)
    {
        var entity = MessageMime.Entity(request.Json());
        if (entity is MimePart part && Content(part).Length > MaxDirect)
            throw new GraphException(413, "ErrorMessageSizeExceeded", "The attachment needs an upload session.");
        message.Edit(m => MessageMime.Attach(m, entity));
        mailbox.Touch(message, "updated");
        var files = MessageMime.Files(message.Parsed);
        return GraphAnswer.Created(Whole(Shown(message, files.Count - 1, files[^1])));
    }

    private static JsonObject Shown(StoredMessage message, int index, MimeEntity entity)
    {
        var content = Content(entity);
        var json = new JsonObject
        {
            ["@odata.type"] = entity is MessagePart ? "#microsoft.graph.itemAttachment" : "#microsoft.graph.fileAttachment",
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{message.Id}={index}"),
            ["lastModifiedDateTime"] = MessageJson.Time(message.ModifiedAt),
            ["name"] = entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? (entity as MessagePart)?.Message?.Subject ?? "",
            ["contentType"] = entity.ContentType.MimeType,
            ["size"] = content.Length,
            ["isInline"] = entity.ContentDisposition?.Disposition == ContentDisposition.Inline,
        };
        if (entity is MimePart)
        {
            json.Insert(1, "@odata.mediaContentType", entity.ContentType.MimeType);
            (json["contentId"], json["contentLocation"], json["contentBytes"]) = (entity.ContentId, null, Convert.ToBase64String(content));
        }
        return json;
    }

    private static byte[] Content(MimeEntity entity)
    {
        using var content = new MemoryStream();
        if (entity is MessagePart { Message: { } inner })
            inner.WriteTo(content);
        else if (entity is MimePart { Content: { } data })
            data.DecodeTo(content);
        return content.ToArray();
    }

    private static IEnumerable<Multipart> Multiparts(MimeEntity? entity) =>
        entity is Multipart multipart ? multipart.SelectMany(Multiparts).Prepend(multipart).ToList() : [];

    private static int Index(string id) =>
        int.TryParse(id.AsSpan(id.LastIndexOf('=') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static JsonObject Whole(JsonObject json)
    {
        json.Insert(0, "@odata.context", GraphQuery.Context("users('me')/messages/attachments/$entity"));
        return json;
    }
}
