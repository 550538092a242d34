using System.Globalization;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>Profile, history, labels, drafts, aliases and watches.</summary>
internal static class AccountApi
{
    private const string Users = "gmail/v1/users/{userId}/";

    public static void AddTo(ApiRoutes routes, PubSubPush push)
    {
        routes.Add("GET", Users + "profile", 1, GmailScopes.Profile, Profile);
        routes.Add("GET", Users + "history", 2, GmailScopes.Read, HistoryPage.Answer);
        routes.Add("POST", Users + "watch", 100, GmailScopes.Read, push.Watch);
        routes.Add("POST", Users + "stop", 50, GmailScopes.Read, push.Stop);
        routes.Add("GET", Users + "settings/sendAs", 1, GmailScopes.ReadSettings, Aliases);
        AddLabels(routes);
        AddDrafts(routes);
    }

    private static ApiReply Profile(GmailMailbox mailbox, ApiCall call)
    {
        lock (mailbox.Store.Gate)
            return new ApiReply(200, new JsonObject
            {
                ["emailAddress"] = mailbox.Address,
                ["messagesTotal"] = mailbox.Store.All.Count,
                ["threadsTotal"] = mailbox.Store.ThreadCount,
                ["historyId"] = mailbox.Store.HistoryId.ToString(CultureInfo.InvariantCulture),
            });
    }

    private static ApiReply Aliases(GmailMailbox mailbox, ApiCall call) => new(200, new JsonObject
    {
        ["sendAs"] = new JsonArray([
            new JsonObject { ["sendAsEmail"] = mailbox.Address, ["displayName"] = mailbox.OwnerName, ["isPrimary"] = true, ["isDefault"] = true },
            .. mailbox.Aliases.Select(a => new JsonObject { ["sendAsEmail"] = a, ["displayName"] = mailbox.OwnerName, ["treatAsAlias"] = true, ["verificationStatus"] = "accepted" }),
        ]),
    });

    private static void AddLabels(ApiRoutes routes)
    {
        routes.Add("GET", Users + "labels", 1, GmailScopes.ReadLabels, Locked((mailbox, _) => new ApiReply(200, new JsonObject { ["labels"] = new JsonArray([.. mailbox.Labels.List()]) })));
        routes.Add("POST", Users + "labels", 5, GmailScopes.ChangeLabels, Locked((mailbox, call) => new ApiReply(200, mailbox.Labels.Create(call.Json()))));
        routes.Add("GET", Users + "labels/{id}", 1, GmailScopes.ReadLabels, Locked((mailbox, call) => new ApiReply(200, mailbox.Labels.Get(call.Route["id"]))));
        routes.Add("PUT", Users + "labels/{id}", 5, GmailScopes.ChangeLabels, Locked((mailbox, call) => new ApiReply(200, mailbox.Labels.Update(call.Route["id"], call.Json(), isPatch: false))));
        routes.Add("PATCH", Users + "labels/{id}", 5, GmailScopes.ChangeLabels, Locked((mailbox, call) => new ApiReply(200, mailbox.Labels.Update(call.Route["id"], call.Json(), isPatch: true))));
        routes.Add("DELETE", Users + "labels/{id}", 5, GmailScopes.ChangeLabels, Locked((mailbox, call) =>
        {
            mailbox.Labels.Delete(call.Route["id"]);
            return ApiReply.Empty;
        }));
    }

    private static void AddDrafts(ApiRoutes routes)
    {
        routes.Add("GET", Users + "drafts", 5, GmailScopes.ReadDraft, Locked(ListDrafts));
        routes.Add("POST", Users + "drafts", 10, GmailScopes.Draft, Locked((mailbox, call) =>
        {
            var message = call.Json()["message"] as JsonObject;
            var (id, draft) = mailbox.Drafts.Create(MessagesApi.Raw(call, message), (string?)message?["threadId"]);
            return new ApiReply(200, new JsonObject { ["id"] = id, ["message"] = MessageResource.Labelled(draft) });
        }));
        routes.Add("GET", Users + "drafts/{id}", 5, GmailScopes.ReadDraft, Locked((mailbox, call) =>
            new ApiReply(200, new JsonObject { ["id"] = call.Route["id"], ["message"] = MessageResource.Of(mailbox.Drafts.Get(call.Route["id"]), call["format"], [], null) })));
        routes.Add("PUT", Users + "drafts/{id}", 15, GmailScopes.Draft, Locked((mailbox, call) =>
        {
            var message = call.Json()["message"] as JsonObject;
            var draft = mailbox.Drafts.Update(call.Route["id"], MessagesApi.Raw(call, message), (string?)message?["threadId"]);
            return new ApiReply(200, new JsonObject { ["id"] = call.Route["id"], ["message"] = MessageResource.Labelled(draft) });
        }));
        routes.Add("DELETE", Users + "drafts/{id}", 10, GmailScopes.Draft, Locked((mailbox, call) =>
        {
            mailbox.Drafts.Delete(call.Route["id"]);
            return ApiReply.Empty;
        }));
        routes.Add("POST", Users + "drafts/send", 100, GmailScopes.Draft, SendDraft);
    }

    private static ApiReply ListDrafts(GmailMailbox mailbox, ApiCall call)
    {
        var most = call.Int("maxResults", 100, 500);
        var start = call["pageToken"] is { } token && int.TryParse(token, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var query = call["q"] is { Length: > 0 } text ? new GmailQuery(text, mailbox.Labels) : null;
        var drafts = mailbox.Drafts.List().Where(d => query?.Matches(d.Message) != false).ToList();
        var reply = new JsonObject { ["resultSizeEstimate"] = drafts.Count };
        if (drafts.Count > start)
            reply["drafts"] = new JsonArray([.. drafts.Skip(start).Take(most).Select(d => new JsonObject { ["id"] = d.Id, ["message"] = MessageResource.Ids(d.Message) })]);
        if (drafts.Count > start + most)
            reply["nextPageToken"] = (start + most).ToString(CultureInfo.InvariantCulture);
        return new ApiReply(200, reply);
    }

    private static ApiReply SendDraft(GmailMailbox mailbox, ApiCall call)
    {
        var json = call.Json();
        var id = (string?)json["id"] ?? throw GoogleError.Invalid("Missing draft id");
        byte[] raw;
        string thread;
        lock (mailbox.Store.Gate)
        {
            var draft = mailbox.Drafts.Get(id);
            raw = json["message"] is JsonObject message && message["raw"] is not null || call.Media is not null ? MessagesApi.Raw(call, json["message"] as JsonObject) : draft.Raw;
            thread = draft.ThreadId;
        }
        var sent = mailbox.Send(raw, thread, isDraft: true);
        lock (mailbox.Store.Gate)
            mailbox.Drafts.Delete(id);
        return new ApiReply(200, MessageResource.Labelled(sent));
    }

    private static Func<GmailMailbox, ApiCall, ApiReply> Locked(Func<GmailMailbox, ApiCall, ApiReply> handle) => (mailbox, call) =>
    {
        lock (mailbox.Store.Gate)
            return handle(mailbox, call);
    };
}
