using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Google;

/// <summary>users.messages and users.threads, as far as they read.</summary>
internal static class MessagesApi
{
    private const string Users = "gmail/v1/users/{userId}/";

    public static void AddTo(ApiRoutes routes)
    {
        routes.Add("GET", Users + "messages", 5, GmailScopes.Read, List);
        routes.Add("GET", Users + "messages/{id}", 5, GmailScopes.Read, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
                return new ApiReply(200, MessageResource.Of(mailbox.Store.Get(call.Route["id"]), call["format"], call.All("metadataHeaders"), FieldMask.Parse(call["fields"])));
        });
        routes.Add("GET", Users + "messages/{messageId}/attachments/{id}", 5, GmailScopes.Read, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
                return new ApiReply(200, MessageResource.Attachment(mailbox.Store.Get(call.Route["messageId"]), call.Route["id"]));
        });
        routes.Add("GET", Users + "threads", 10, GmailScopes.Read, ListThreads);
        routes.Add("GET", Users + "threads/{id}", 10, GmailScopes.Read, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
                return new ApiReply(200, Thread(mailbox.Store.Thread(call.Route["id"]), call));
        });
    }

    public static JsonObject Thread(IReadOnlyList<GmailMessage> messages, ApiCall call) => new()
    {
        ["id"] = messages[0].ThreadId,
        ["historyId"] = messages.Max(m => m.HistoryId).ToString(CultureInfo.InvariantCulture),
        ["messages"] = new JsonArray([.. messages.Select(m => MessageResource.Of(m, call["format"], call.All("metadataHeaders"), null))]),
    };

    private static ApiReply List(GmailMailbox mailbox, ApiCall call)
    {
        lock (mailbox.Store.Gate)
        {
            var (page, next, estimate) = Page(mailbox, call, call.Int("maxResults", 100, 500), m => m.Id);
            var reply = new JsonObject();
            if (page.Count > 0)
                reply["messages"] = new JsonArray([.. page.Select(MessageResource.Ids)]);
            if (next is not null)
                reply["nextPageToken"] = next;
            reply["resultSizeEstimate"] = estimate;
            return new ApiReply(200, reply);
        }
    }

    private static ApiReply ListThreads(GmailMailbox mailbox, ApiCall call)
    {
        lock (mailbox.Store.Gate)
        {
            var (page, next, estimate) = Page(mailbox, call, call.Int("maxResults", 100, 500), m => m.ThreadId);
            var reply = new JsonObject();
            if (page.Count > 0)
                reply["threads"] = new JsonArray([.. page.Select(m => new JsonObject { ["id"] = m.ThreadId, ["snippet"] = m.Snippet, ["historyId"] = m.HistoryId.ToString(CultureInfo.InvariantCulture) })]);
            if (next is not null)
                reply["nextPageToken"] = next;
            reply["resultSizeEstimate"] = estimate;
            return new ApiReply(200, reply);
        }
    }

    private static (List<GmailMessage> Page, string? Next, int Estimate) Page(GmailMailbox mailbox, ApiCall call, int most, Func<GmailMessage, string> distinct)
    {
        var labels = call.All("labelIds");
        foreach (var label in labels)
            if (!mailbox.Labels.Exists(label))
                throw GoogleError.Invalid($"Invalid label: {label}");
        var query = call["q"] is { Length: > 0 } text ? new GmailQuery(text, mailbox.Labels) : null;
        IEnumerable<GmailMessage> candidates;
        int estimate;
        if (query?.MessageId is { } messageId)
        {
            var found = mailbox.Store.FindByMessageId(messageId).Order(GmailMessage.NewestFirst).ToList();
            (candidates, estimate) = (found, found.Count);
        }
        else
        {
            var set = labels.Count == 0 ? mailbox.Store.All : labels.Select(mailbox.Store.Labelled).MinBy(s => s.Count)!;
            estimate = set.Count;
            candidates = call["pageToken"] is { } token && set.Count > 0 ? set.GetViewBetween(Position(token), set.Max!) : set;
        }
        var looksEverywhere = call.Is("includeSpamTrash") || query?.LooksEverywhere == true || labels.Any(l => l is "TRASH" or "SPAM");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var page = new List<GmailMessage>();
        foreach (var message in candidates)
        {
            if (!looksEverywhere && message.IsHidden || !labels.All(message.Labels.Contains) || query?.Matches(message) == false || !seen.Add(distinct(message)))
                continue;
            if (page.Count == most)
                return (page, Token(message), estimate);
            page.Add(message);
        }
        return (page, null, Math.Min(estimate, Math.Max(page.Count, estimate)));
    }

    // Where the next page begins, so that what comes or goes meanwhile neither repeats nor hides a message.
    private static string Token(GmailMessage message) => Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes($"{message.InternalDate}|{message.Id}"));

    private static GmailMessage Position(string token)
    {
        try
        {
            var parts = System.Text.Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split('|');
            return new GmailMessage { Id = parts[1], ThreadId = "", Raw = [], InternalDate = long.Parse(parts[0], CultureInfo.InvariantCulture) };
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException)
        {
            throw GoogleError.Invalid("Invalid pageToken");
        }
    }

    /// <summary>The message of a request: uploaded, or in the field <c>raw</c>.</summary>
    public static byte[] Raw(ApiCall call, JsonObject? message)
    {
        byte[] raw;
        try
        {
            raw = call.Media?.ToArray() ?? ((string?)message?["raw"] is { Length: > 0 } text ? Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_')) : throw GoogleError.Invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required"));
        }
        catch (FormatException)
        {
            throw GoogleError.Invalid("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed");
        }
        if (raw.Length > 35 * 1024 * 1024)
            throw new GoogleError(413, "uploadTooLarge", "Request Entity Too Large");
        return HeaderList.Load(new MemoryStream(raw, writable: false)).Count > 0 ? raw : throw GoogleError.Invalid("Invalid message");
    }
}
