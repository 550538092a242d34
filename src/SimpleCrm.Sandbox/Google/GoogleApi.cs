using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>Answers calls: permission, quota, faults of batch parts, the method itself, partial responses.</summary>
internal sealed class GoogleApi
{
    private readonly GoogleSandbox _google;
    private readonly ApiRoutes _routes = new();

    public GoogleApi(GoogleSandbox google)
    {
        _google = google;
        MessagesApi.AddTo(_routes);
        MessageChangesApi.AddTo(_routes, google);
        AccountApi.AddTo(_routes, google.Push);
        PeopleBook.AddTo(_routes);
    }

    public ApiReply Answer(ApiCall call)
    {
        var reply = AnswerOrRefuse(call);
        if (_google.Observer is { } observer)
            observer(Exchange(call, reply));
        return reply;
    }

    private ApiReply AnswerOrRefuse(ApiCall call)
    {
        try
        {
            if (_routes.Find(call.Method, call.Path) is not { } found)
                throw GoogleError.NotFound();
            var user = found.Values.GetValueOrDefault("userId", "me");
            var mailbox = _google.Find(call.Caller.Address) ?? throw new GoogleError(400, "failedPrecondition", "Mail service not enabled");
            if (user != "me" && !user.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase))
                throw new GoogleError(403, "forbidden", $"Delegation denied for {call.Caller.Address}");
            if (!found.Route.Scopes.Any(call.Caller.Scopes.Contains))
                throw GoogleError.MissingScope();
            if (!mailbox.Quota.Take(found.Route.Units))
                throw GoogleError.TooMany();
            var reply = found.Route.Handle(mailbox, call with { Route = found.Values });
            return reply.Json is not null && FieldMask.Parse(call["fields"]) is { } mask ? new ApiReply(reply.Status, mask.Of(reply.Json)) : reply;
        }
        catch (GoogleError error)
        {
            return error.ToReply();
        }
    }

    private static GoogleExchange Exchange(ApiCall call, ApiReply reply) => new(
        call.Path.TrimStart('/').StartsWith("gmail/", StringComparison.Ordinal) ? "gmail" : "people",
        call.Method,
        call.Path.TrimStart('/'),
        [.. call.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))],
        call.Body.IsEmpty ? null : JsonNode.Parse(call.Body.Span) as JsonObject,
        reply.Status,
        reply.Body.Length == 0 ? null : (JsonObject)JsonNode.Parse(reply.Body)!);
}
