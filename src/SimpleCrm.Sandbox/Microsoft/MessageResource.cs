using System.Text;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Messages, of the whole mailbox or of a folder.</summary>
internal sealed class MessageResource(MicrosoftSandbox sandbox)
{
    private readonly DeltaRounds _delta = new(sandbox);
    private readonly MessageActions _actions = new(sandbox);
    private readonly AttachmentResource _attachments = new(sandbox);

    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder? folder, IReadOnlyList<string> path)
    {
        if (path is [])
            return request.Method switch
            {
                "GET" => List(mailbox, request, folder),
                "POST" => Create(mailbox, request, folder ?? mailbox.WellKnown("drafts")),
                _ => throw GraphException.UnknownPath(),
            };
        if (path is ["delta"] && folder is not null)
            return Delta(mailbox, request, folder);
        var message = mailbox.FindMessage(path[0]);
        if (message is null || folder is not null && message.Folder != folder)
            throw GraphException.NotFound();
        return (request.Method, path.Count > 1 ? path[1] : "") switch
        {
            ("GET", "") => GraphAnswer.Ok(Shown(request, message, GraphQuery.Select(request))),
            ("GET", "$value") => GraphAnswer.Bytes(message.Source, "text/plain"),
            ("PATCH", "") => Change(mailbox, request, message),
            ("DELETE", "") => Delete(mailbox, message),
            (_, "attachments") => _attachments.Answer(mailbox, request, message, [.. path.Skip(2)]),
            ("POST", var action) => _actions.Answer(mailbox, request, message, action),
            _ => throw GraphException.UnknownPath(),
        };
    }

    public GraphAnswer SendMail(MicrosoftMailbox mailbox, GraphRequest request)
    {
        var isSaved = true;
        byte[] source;
        if (IsMime(request))
            source = Mime(request);
        else
        {
            var body = request.Json();
            isSaved = (bool?)GraphRequest.Parameter(body, "SaveToSentItems") ?? true;
            source = MessageMime.Create(GraphRequest.Parameter(body, "Message") as JsonObject ?? throw GraphException.BadRequest("Message is missing."), mailbox.Owner, sandbox.Time.GetUtcNow());
        }
        var message = mailbox.Add(mailbox.WellKnown("drafts"), source, sandbox.Time.GetUtcNow(), m => m.IsDraft = true);
        try
        {
            _actions.Send(mailbox, message);
        }
        catch (GraphException)
        {
            mailbox.Remove(message);
            throw;
        }
        if (!isSaved)
            mailbox.Remove(message);
        return GraphAnswer.Accepted;
    }

    /// <summary>A message as it is shown by itself.</summary>
    public static JsonObject Shown(GraphRequest request, StoredMessage message, IReadOnlyCollection<string>? select)
    {
        var json = MessageJson.Of(message, request, select);
        json.Insert(0, "@odata.context", GraphQuery.Context("users('me')/messages/$entity"));
        return json;
    }

    private GraphAnswer List(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder? folder)
    {
        var all = folder is { IsSearch: true } ? mailbox.WellKnown("inbox").Messages.Where(m => !m.IsRead) : folder?.Messages ?? mailbox.Messages;
        var found = GraphQuery.Sorted(all.Where(GraphFilter.Parse(request["$filter"])), request["$orderby"]);
        var select = GraphQuery.Select(request);
        return GraphQuery.Page(sandbox, request, "users('me')/messages", found, m => MessageJson.Of(m, request, select));
    }

    private GraphAnswer Delta(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder folder)
    {
        var isWanted = GraphFilter.Parse(request["$filter"]);
        return _delta.Answer(mailbox, request, folder.Id, "Collection(message)",
            since => GraphQuery.Sorted(folder.Messages.Where(m => m.Sequence > since && isWanted(m)), request["$orderby"]).Select(m => new DeltaRounds.Entry(m.ImmutableId))
                .Concat(since == 0 ? [] : Left(mailbox, folder, since)),
            (id, select) => mailbox.FindMessage(id) is { } message && message.Folder == folder ? MessageJson.Of(message, request, select) : null);
    }

    private static IEnumerable<DeltaRounds.Entry> Left(MicrosoftMailbox mailbox, StoredFolder folder, long since) =>
        mailbox.Removals.AsEnumerable().Reverse().TakeWhile(r => r.Sequence > since)
            .Where(r => r.Scope == folder.Id && mailbox.FindMessage(r.ImmutableId)?.Folder != folder)
            .DistinctBy(r => r.ImmutableId).Select(r => new DeltaRounds.Entry(r.ImmutableId, r));

    private GraphAnswer Create(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder folder)
    {
        var now = sandbox.Time.GetUtcNow();
        if (IsMime(request))
            return GraphAnswer.Created(Shown(request, mailbox.Add(folder, Mime(request), now, m => (m.IsDraft, m.IsRead) = (true, true)), null));
        var json = request.Json();
        var message = mailbox.Add(folder, MessageMime.Create(json, mailbox.Owner, now), now, m =>
        {
            (m.IsDraft, m.IsRead) = (true, true);
            Set(m, json);
        });
        return GraphAnswer.Created(Shown(request, message, null));
    }

    private static GraphAnswer Change(MicrosoftMailbox mailbox, GraphRequest request, StoredMessage message)
    {
        var json = request.Json();
        string[] ofDrafts = ["subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "from", "internetMessageId"];
        if (json.Any(p => ofDrafts.Contains(p.Key)))
        {
            if (!message.IsDraft)
                throw new GraphException(400, "ErrorInvalidPropertySet", "Property can only be set on a draft.");
            message.Edit(m => MessageMime.Apply(m, json, isNew: false));
        }
        Set(message, json);
        mailbox.Touch(message, "updated");
        return GraphAnswer.Ok(Shown(request, message, null));
    }

    private static void Set(StoredMessage message, JsonObject json)
    {
        if (json["isRead"] is { } isRead)
            message.IsRead = (bool)isRead;
        if (json["flag"]?["flagStatus"] is { } flag)
            message.FlagStatus = (string?)flag is "flagged" or "notFlagged" or "complete" ? (string)flag! : throw GraphException.BadRequest("flagStatus is not known.");
        if (json["importance"] is { } importance)
            message.Importance = (string)importance!;
        if (json["inferenceClassification"] is { } inference)
            message.Inference = (string)inference!;
        if (json["categories"] is JsonArray categories)
            message.Categories = [.. categories.Select(c => (string)c!)];
        foreach (var property in (json["singleValueExtendedProperties"] as JsonArray ?? []).OfType<JsonObject>())
            message.Extended[(string)property["id"]!] = (string?)property["value"] ?? "";
    }

    // A first deletion is a move, as in the programs that people use; what lies in Deleted Items goes.
    private static GraphAnswer Delete(MicrosoftMailbox mailbox, StoredMessage message)
    {
        var bin = mailbox.WellKnown("deleteditems");
        if (message.Folder == bin)
            mailbox.Remove(message);
        else
            mailbox.Move(message, bin);
        return GraphAnswer.NoContent;
    }

    private static bool IsMime(GraphRequest request) => request.ContentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);

    private static byte[] Mime(GraphRequest request)
    {
        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(request.Body));
        }
        catch (FormatException)
        {
            throw new GraphException(400, "ErrorMimeContentInvalidBase64String", "The MIME content is not valid base64.");
        }
    }
}
