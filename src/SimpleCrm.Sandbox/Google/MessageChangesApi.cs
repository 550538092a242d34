using System.Globalization;
using System.Text.Json.Nodes;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Google;

/// <summary>users.messages and users.threads, as far as they change or send.</summary>
internal static class MessageChangesApi
{
    private const string Users = "gmail/v1/users/{userId}/";

    public static void AddTo(ApiRoutes routes, GoogleSandbox google)
    {
        routes.Add("POST", Users + "messages/send", 100, GmailScopes.Send, Send);
        routes.Add("POST", Users + "messages", 25, GmailScopes.Insert, (mailbox, call) => Insert(mailbox, call, google, "receivedTime"));
        routes.Add("POST", Users + "messages/import", 25, GmailScopes.Insert, (mailbox, call) => Insert(mailbox, call, google, "dateHeader"));
        routes.Add("POST", Users + "messages/batchModify", 50, GmailScopes.Change, BatchModify);
        routes.Add("POST", Users + "messages/batchDelete", 50, GmailScopes.Everything, BatchDelete);
        routes.Add("DELETE", Users + "messages/{id}", 10, GmailScopes.Everything, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
                mailbox.Store.Remove(mailbox.Store.Get(call.Route["id"]));
            return ApiReply.Empty;
        });
        AddLabelChange(routes, "modify", (mailbox, call) => Wanted(mailbox, call.Json()));
        AddLabelChange(routes, "trash", (_, _) => (["TRASH"], ["INBOX", "SPAM"]));
        AddLabelChange(routes, "untrash", (_, _) => ([], ["TRASH"]));
        routes.Add("DELETE", Users + "threads/{id}", 20, GmailScopes.Everything, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
                foreach (var message in mailbox.Store.Thread(call.Route["id"]).ToList())
                    mailbox.Store.Remove(message);
            return ApiReply.Empty;
        });
    }

    private static void AddLabelChange(ApiRoutes routes, string verb, Func<GmailMailbox, ApiCall, (string[] Add, string[] Remove)> change)
    {
        routes.Add("POST", Users + $"messages/{{id}}/{verb}", 5, GmailScopes.Change, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
            {
                var message = mailbox.Store.Get(call.Route["id"]);
                var (add, remove) = change(mailbox, call);
                mailbox.Store.ChangeLabels(message, add, remove);
                return new ApiReply(200, MessageResource.Labelled(message));
            }
        });
        routes.Add("POST", Users + $"threads/{{id}}/{verb}", 10, GmailScopes.Change, (mailbox, call) =>
        {
            lock (mailbox.Store.Gate)
            {
                var messages = mailbox.Store.Thread(call.Route["id"]).ToList();
                var (add, remove) = change(mailbox, call);
                foreach (var message in messages)
                    mailbox.Store.ChangeLabels(message, add, remove);
                return new ApiReply(200, new JsonObject { ["id"] = call.Route["id"], ["messages"] = new JsonArray([.. messages.Select(MessageResource.Labelled)]) });
            }
        });
    }

    private static ApiReply Send(GmailMailbox mailbox, ApiCall call)
    {
        var json = call.Json();
        return new ApiReply(200, MessageResource.Labelled(mailbox.Send(MessagesApi.Raw(call, json), (string?)json["threadId"])));
    }

    private static ApiReply Insert(GmailMailbox mailbox, ApiCall call, GoogleSandbox google, string defaultSource)
    {
        var json = call.Json();
        var raw = MessagesApi.Raw(call, json);
        var labels = Strings(json["labelIds"]);
        var at = google.Sandbox.Time.GetUtcNow();
        var isByHeader = (call["internalDateSource"] ?? defaultSource) == "dateHeader";
        if (isByHeader && HeaderList.Load(new MemoryStream(raw, writable: false))[HeaderId.Date] is { } header && DateUtils.TryParse(header, out var date))
            at = date;
        lock (mailbox.Store.Gate)
        {
            if (labels.FirstOrDefault(l => !mailbox.Labels.Exists(l)) is { } unknown)
                throw GoogleError.Invalid($"Invalid label: {unknown}");
            return new ApiReply(200, MessageResource.Labelled(mailbox.Store.Add(raw, at, labels, (string?)json["threadId"])));
        }
    }

    // Says nothing about ids that do not exist, as documented.
    private static ApiReply BatchModify(GmailMailbox mailbox, ApiCall call)
    {
        var json = call.Json();
        lock (mailbox.Store.Gate)
        {
            var (add, remove) = Wanted(mailbox, json);
            foreach (var id in Ids(json))
                if (mailbox.Store.Find(id) is { } message)
                    mailbox.Store.ChangeLabels(message, add, remove);
        }
        return ApiReply.Empty;
    }

    private static ApiReply BatchDelete(GmailMailbox mailbox, ApiCall call)
    {
        lock (mailbox.Store.Gate)
            foreach (var id in Ids(call.Json()))
                if (mailbox.Store.Find(id) is { } message)
                    mailbox.Store.Remove(message);
        return ApiReply.Empty;
    }

    private static (string[] Add, string[] Remove) Wanted(GmailMailbox mailbox, JsonObject json)
    {
        var (add, remove) = (Strings(json["addLabelIds"]), Strings(json["removeLabelIds"]));
        if (add.Length == 0 && remove.Length == 0)
            throw GoogleError.Invalid("No label add or removes specified");
        mailbox.Labels.Check(add.Concat(remove));
        return (add, remove);
    }

    private static string[] Ids(JsonObject json) => Strings(json["ids"]) is { Length: <= 1000 } ids ? ids : throw GoogleError.Invalid("Too many ids");

    internal static string[] Strings(JsonNode? list) => list is JsonArray array ? [.. array.Select(v => ((string?)v)!.ToString(CultureInfo.InvariantCulture))] : [];
}
