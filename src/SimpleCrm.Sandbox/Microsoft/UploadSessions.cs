using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Upload sessions: chunks in their order, to an address that is its own permission and is given no bearer token.</summary>
internal sealed class UploadSessions(MicrosoftSandbox sandbox)
{
    private const int MaxChunk = 4 * 1024 * 1024;
    private const long MaxFile = 150L * 1024 * 1024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    private sealed record Session(MicrosoftMailbox Mailbox, StoredMessage Message, JsonObject Item, long Size, DateTimeOffset ExpiresAt)
    {
        public MemoryStream Received { get; } = new();
    }

    public GraphAnswer Create(MicrosoftMailbox mailbox, StoredMessage message, JsonObject item)
    {
        var size = (long?)item["size"] ?? throw GraphException.BadRequest("size is missing.");
        if (size is <= 0 or > MaxFile || (string?)item["attachmentType"] != "file")
            throw GraphException.BadRequest("The attachment cannot be uploaded so.");
        var id = Guid.NewGuid().ToString("N");
        var session = _sessions[id] = new Session(mailbox, message, item, size, sandbox.Time.GetUtcNow() + Lifetime);
        return GraphAnswer.Created(new JsonObject
        {
            ["@odata.context"] = GraphQuery.Context("microsoft.graph.uploadSession"),
            ["uploadUrl"] = $"{sandbox.BaseAddress}/microsoft/upload/{id}",
            ["expirationDateTime"] = MessageJson.Time(session.ExpiresAt),
            ["nextExpectedRanges"] = new JsonArray("0-"),
        });
    }

    public async Task ServeAsync(HttpContext context, string id)
    {
        var fault = sandbox.Faults.Take(context.Request.Method, context.Request.Path);
        if (fault?.DropBefore == true)
        {
            context.Abort();
            return;
        }
        using var chunk = new MemoryStream();
        await context.Request.Body.CopyToAsync(chunk);
        var answer = fault is { Status: > 0 }
            ? GraphAnswer.Error(fault.Status, fault.ErrorCode ?? "UnknownError", "Simulated.", fault.RetryAfter, sandbox.Time.GetUtcNow())
            : Take(context.Request, id, chunk.ToArray());
        if (fault?.DropAfter == true)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answer.Status;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        if (answer.Body.Length == 0)
            return;
        context.Response.ContentType = answer.ContentType;
        await context.Response.Body.WriteAsync(answer.Body);
    }

    private GraphAnswer Take(HttpRequest request, string id, byte[] chunk)
    {
        GraphAnswer Refuse(int status, string code) => GraphAnswer.Error(status, code, "The upload cannot go on.", null, sandbox.Time.GetUtcNow());
        if (request.Headers.Authorization.Count > 0)
            return Refuse(401, "AuthorizationNotAllowed");
        if (!_sessions.TryGetValue(id, out var session) || session.ExpiresAt <= sandbox.Time.GetUtcNow())
            return Refuse(404, "ErrorItemNotFound");
        lock (session.Mailbox.Gate)
        {
            if (request.Method == "DELETE")
            {
                _sessions.TryRemove(id, out _);
                return GraphAnswer.NoContent;
            }
            if (request.Method == "GET")
                return Expected(session);
            var range = System.Net.Http.Headers.ContentRangeHeaderValue.TryParse(request.Headers.ContentRange, out var parsed) ? parsed : null;
            if (range is not { From: { } from, To: { } to } || range.Length != session.Size || to - from + 1 != chunk.Length || chunk.Length > MaxChunk)
                return Refuse(400, "InvalidContentRange");
            if (from != session.Received.Length)
                return Refuse(416, "InvalidRange");
            session.Received.Write(chunk);
            if (session.Received.Length < session.Size)
                return Expected(session);
            _sessions.TryRemove(id, out _);
            var item = session.Item;
            session.Message.Edit(m => MessageMime.Attach(m, MessageMime.File((string?)item["name"] ?? "", (string?)item["contentType"], session.Received.ToArray(), (string?)item["contentId"], (bool?)item["isInline"] ?? false)));
            session.Mailbox.Touch(session.Message, "updated");
            return new GraphAnswer(201) { Location = $"{sandbox.GraphAddress}/me/messages/{session.Message.Id}/attachments/{session.Message.Id}={MessageMime.Files(session.Message.Parsed).Count - 1}" };
        }
    }

    private static GraphAnswer Expected(Session session) => GraphAnswer.Ok(new JsonObject
    {
        ["expirationDateTime"] = MessageJson.Time(session.ExpiresAt),
        ["nextExpectedRanges"] = new JsonArray(session.Received.Length.ToString(CultureInfo.InvariantCulture) + "-"),
    });
}
