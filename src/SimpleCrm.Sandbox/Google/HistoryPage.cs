using System.Globalization;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>users.history.list. As at Google, a page may hold nothing and still name a next one: the filter is applied to what was read.</summary>
internal static class HistoryPage
{
    public static ApiReply Answer(GmailMailbox mailbox, ApiCall call)
    {
        if (!ulong.TryParse(call["startHistoryId"], CultureInfo.InvariantCulture, out var start))
            throw GoogleError.Invalid("Missing or invalid startHistoryId");
        var most = call.Int("maxResults", 100, 500);
        var after = start;
        if (call["pageToken"] is { } token && !ulong.TryParse(token, CultureInfo.InvariantCulture, out after))
            throw GoogleError.Invalid("Invalid pageToken");
        var kinds = call.All("historyTypes");
        lock (mailbox.Store.Gate)
        {
            var read = mailbox.Store.HistoryAfter(Math.Max(start, after)).Take(most + 1).ToList();
            var page = read.Take(most).Where(r => Matches(r, call["labelId"], kinds)).ToList();
            var reply = new JsonObject { ["historyId"] = mailbox.Store.HistoryId.ToString(CultureInfo.InvariantCulture) };
            if (page.Count > 0)
                reply["history"] = new JsonArray([.. page.Select(Describe)]);
            if (read.Count > most)
                reply["nextPageToken"] = read[most - 1].Id.ToString(CultureInfo.InvariantCulture);
            return new ApiReply(200, reply);
        }
    }

    private static bool Matches(HistoryRecord record, string? label, IReadOnlyList<string> kinds) =>
        (label is null || record.Labels.Contains(label) || record.Changed.Contains(label))
        && (kinds.Count == 0 || kinds.Contains(record.Kind switch
        {
            HistoryKind.MessageAdded => "messageAdded",
            HistoryKind.MessageDeleted => "messageDeleted",
            HistoryKind.LabelAdded => "labelAdded",
            _ => "labelRemoved",
        }));

    private static JsonObject Describe(HistoryRecord record)
    {
        JsonObject Ids() => new() { ["id"] = record.MessageId, ["threadId"] = record.ThreadId };
        var message = Ids();
        if (record.Labels.Length > 0)
            message["labelIds"] = MessageResource.Strings(record.Labels);
        var entry = new JsonObject { ["message"] = message };
        if (record.Changed.Length > 0)
            entry["labelIds"] = MessageResource.Strings(record.Changed);
        return new JsonObject
        {
            ["id"] = record.Id.ToString(CultureInfo.InvariantCulture),
            ["messages"] = new JsonArray(Ids()),
            [record.Kind switch
            {
                HistoryKind.MessageAdded => "messagesAdded",
                HistoryKind.MessageDeleted => "messagesDeleted",
                HistoryKind.LabelAdded => "labelsAdded",
                _ => "labelsRemoved",
            }] = new JsonArray(entry),
        };
    }
}
