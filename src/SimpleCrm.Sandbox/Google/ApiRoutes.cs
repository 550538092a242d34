namespace SimpleCrm.Sandbox.Google;

/// <summary>The methods that are simulated.</summary>
internal sealed class ApiRoutes
{
    private readonly List<ApiRoute> _routes = [];

    public void Add(string method, string template, int units, string[] scopes, Func<GmailMailbox, ApiCall, ApiReply> handle) =>
        _routes.Add(new ApiRoute(method, template.Split('/', StringSplitOptions.RemoveEmptyEntries), units, scopes, handle));

    public (ApiRoute Route, Dictionary<string, string> Values)? Find(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var route in _routes)
            if (route.Match(method, segments) is { } values)
                return (route, values);
        return null;
    }
}
