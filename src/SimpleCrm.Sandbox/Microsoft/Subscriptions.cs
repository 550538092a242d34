using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>/subscriptions: handshake, renewal, expiry, and the notifications they cause.</summary>
internal sealed class Subscriptions(MicrosoftSandbox sandbox) : IDisposable
{
    private const string Set = "subscriptions";

    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly NotificationSender _sender = new(sandbox);

    public IReadOnlyList<Subscription> Of(MicrosoftMailbox mailbox) =>
        [.. _subscriptions.Values.Where(s => s.Mailbox == mailbox && s.ExpiresAt > sandbox.Time.GetUtcNow())];

    public async Task<GraphAnswer> AnswerAsync(MicrosoftMailbox mailbox, GraphRequest request, IReadOnlyList<string> path)
    {
        if (path is [] && request.Method == "POST")
            return await CreateAsync(mailbox, request);
        var own = Of(mailbox);
        if (path is [] && request.Method == "GET")
            return GraphQuery.Page(sandbox, request, Set, own, s => s.Json());
        if (own.FirstOrDefault(s => s.Id == path.ElementAtOrDefault(0)) is not { } subscription)
            throw new GraphException(404, "ResourceNotFound", "The object was not found.");
        switch (request.Method, path.Count > 1 ? path[1] : "")
        {
            case ("GET", ""):
                return GraphAnswer.Ok(Whole(subscription));
            case ("PATCH", ""):
                subscription.ExpiresAt = Expiry(request.Json());
                subscription.IsSuspended = false;
                return GraphAnswer.Ok(Whole(subscription));
            case ("DELETE", ""):
                _subscriptions.TryRemove(subscription.Id, out _);
                return GraphAnswer.NoContent;
            case ("POST", "reauthorize"):
                subscription.IsSuspended = false;
                return GraphAnswer.NoContent;
            default:
                throw GraphException.UnknownPath();
        }
    }

    /// <summary>Tells the subscribers of a message's mailbox that it changed.</summary>
    public void Announce(MicrosoftMailbox mailbox, StoredMessage message, string change)
    {
        foreach (var subscription in Of(mailbox).Where(s => !s.IsSuspended && s.ChangeTypes.Contains(change) && (s.FolderId is null || s.FolderId == message.Folder.Id)))
        {
            var id = subscription.UsesImmutableIds ? message.ImmutableId : message.Id;
            var resource = $"Users/{mailbox.UserId}/Messages/{id}";
            _sender.Send(subscription.NotificationUrl, new JsonObject
            {
                ["subscriptionId"] = subscription.Id,
                ["subscriptionExpirationDateTime"] = MessageJson.Time(subscription.ExpiresAt),
                ["changeType"] = change,
                ["resource"] = resource,
                ["resourceData"] = new JsonObject { ["@odata.type"] = "#Microsoft.Graph.Message", ["@odata.id"] = resource, ["@odata.etag"] = message.ETag, ["id"] = id },
                ["clientState"] = subscription.ClientState,
                ["tenantId"] = "84bd8158-6d4d-4958-8b9f-9d6445542f95",
            });
        }
    }

    public void Lifecycle(MicrosoftMailbox mailbox, string kind)
    {
        foreach (var subscription in Of(mailbox))
        {
            if (kind == "subscriptionRemoved")
                _subscriptions.TryRemove(subscription.Id, out _);
            if (kind == "reauthorizationRequired")
                subscription.IsSuspended = true;
            if (subscription.LifecycleUrl is { } url)
                _sender.Send(url, new JsonObject
                {
                    ["subscriptionId"] = subscription.Id,
                    ["subscriptionExpirationDateTime"] = MessageJson.Time(subscription.ExpiresAt),
                    ["lifecycleEvent"] = kind,
                    ["resource"] = subscription.Resource,
                    ["clientState"] = subscription.ClientState,
                    ["tenantId"] = "84bd8158-6d4d-4958-8b9f-9d6445542f95",
                });
        }
    }

    /// <summary>Puts a subscription of an earlier run back.</summary>
    public void Restore(Subscription subscription)
    {
        subscription.FolderId = Folder(subscription.Mailbox, subscription.Resource);
        _subscriptions[subscription.Id] = subscription;
    }

    public void Release() => _sender.Release();

    public void Dispose() => _sender.Dispose();

    private async Task<GraphAnswer> CreateAsync(MicrosoftMailbox mailbox, GraphRequest request)
    {
        var json = request.Json();
        var subscription = new Subscription(mailbox, json, request.WantsImmutableIds) { ExpiresAt = Expiry(json) };
        subscription.FolderId = Folder(mailbox, subscription.Resource);
        if (subscription.ChangeTypes.Count == 0 || subscription.ChangeTypes.Any(t => t is not ("created" or "updated" or "deleted")) || subscription.ClientState?.Length > 128)
            throw Invalid("changeType or clientState is not valid.");
        foreach (var url in new[] { subscription.NotificationUrl, subscription.LifecycleUrl }.OfType<string>().Distinct())
        {
            // Nothing simulated calls anywhere but this machine.
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.IsLoopback)
                throw Invalid("The notification address must be absolute, and on this machine.");
            if (!await _sender.ValidateAsync(address))
                throw Invalid("Subscription validation request failed. Response must exactly match validationToken query parameter.");
        }
        _subscriptions[subscription.Id] = subscription;
        return GraphAnswer.Created(Whole(subscription));
    }

    private DateTimeOffset Expiry(JsonObject json)
    {
        var now = sandbox.Time.GetUtcNow();
        if (!DateTimeOffset.TryParse((string?)json["expirationDateTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var asked) || asked <= now || asked > now + TimeSpan.FromMinutes(10080))
            throw Invalid("Subscription expiration can only be between now and 10080 minutes.");
        return asked < now + sandbox.SubscriptionLifetime ? asked : now + sandbox.SubscriptionLifetime;
    }

    private static string? Folder(MicrosoftMailbox mailbox, string resource)
    {
        var segments = new GraphRequest("GET", "/" + resource.TrimStart('/'), new Dictionary<string, string>(), []).Segments;
        IReadOnlyList<string> rest = segments is ["me", ..] ? [.. segments.Skip(1)] : segments is ["users", _, ..] ? [.. segments.Skip(2)] : [];
        return rest switch
        {
            ["messages"] => null,
            ["mailFolders", var id, "messages"] => (mailbox.FindFolder(id) ?? throw Invalid("The folder is not known.")).Id,
            _ => throw Invalid("The resource cannot be subscribed to."),
        };
    }

    private static GraphException Invalid(string message) => new(400, "InvalidRequest", message);

    private static JsonObject Whole(Subscription subscription)
    {
        var json = subscription.Json();
        json.Insert(0, "@odata.context", GraphQuery.Context(Set + "/$entity"));
        return json;
    }
}
