using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>Asks the person, and sends the answer to the application's redirect address.</summary>
internal sealed class ConsentEndpoint(OAuthServer server)
{
    public Task<IResult> ShowAsync(HttpContext http)
    {
        var request = http.Request.Query.ToDictionary();
        if (Check(request) is { } fault)
            return Task.FromResult(fault);
        var page = new ConsentPage(server, request, Scopes(request), Value(request, "login_hint"));
        return Task.FromResult(Results.Content(page.Render(), "text/html; charset=utf-8", Encoding.UTF8));
    }

    public async Task<IResult> DecideAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = form.ToDictionary();
        if (Check(request) is { } fault)
            return fault;
        if (form["decision"] != "allow")
            return Answer(request, ("error", "access_denied"));
        if (server.FindAccount(form["account"].FirstOrDefault()) is not { } account)
            return Results.Text("Choose an account.", statusCode: 400);
        var asked = Scopes(request);
        // Signing in itself cannot be unticked.
        var granted = server.Behaviour.HasTickBoxes ? [.. asked.Where(s => ConsentPage.IsIdentity(s) || form["scope_granted"].Contains(s))] : asked;
        var clientId = Value(request, "client_id")!;
        var isOffline = server.Behaviour.UsesOfflineScope
            ? granted.Contains("offline_access")
            : Value(request, "access_type") == "offline" && (Value(request, "prompt")?.Contains("consent", StringComparison.Ordinal) == true || !server.HasConsented(account.Address, clientId));
        var code = server.IssueCode(new OAuthGrant(account, clientId, granted)
        {
            Nonce = Value(request, "nonce"),
            RedirectUri = Value(request, "redirect_uri")!,
            CodeChallenge = Value(request, "code_challenge"),
            CodeChallengeMethod = Value(request, "code_challenge_method") ?? "plain",
            IsOffline = isOffline,
        });
        return server.Behaviour.HasTickBoxes
            ? Answer(request, ("code", code), ("scope", string.Join(' ', granted)))
            : Answer(request, ("code", code));
    }

    // An address that is not registered is never redirected to (RFC 6749 §4.1.2.1).
    private IResult? Check(Dictionary<string, StringValues> request)
    {
        if (server.FindClient(Value(request, "client_id")) is not { } client)
            return Results.Text("Error 401: invalid_client. The OAuth client was not found.", statusCode: 401);
        if (Value(request, "redirect_uri") is not { } redirect || !client.MayRedirectTo(redirect))
            return Results.Text("Error 400: redirect_uri_mismatch. The redirect address is not registered for this client.", statusCode: 400);
        if (Value(request, "response_type") != "code")
            return Answer(request, ("error", "unsupported_response_type"));
        if (Value(request, "code_challenge_method") is not (null or "plain" or "S256"))
            return Answer(request, ("error", "invalid_request"));
        return Scopes(request).Count == 0 ? Answer(request, ("error", "invalid_scope")) : null;
    }

    private IResult Answer(Dictionary<string, StringValues> request, params ReadOnlySpan<(string Name, string Value)> answer)
    {
        var parameters = new Dictionary<string, string?>();
        foreach (var (name, value) in answer)
            parameters[name] = value;
        if (Value(request, "state") is { } state)
            parameters["state"] = state;
        if ((server.ForgedIssuer ?? server.Issuer) is { Length: > 0 } issuer)
            parameters["iss"] = issuer;
        return Results.Redirect(QueryHelpers.AddQueryString(Value(request, "redirect_uri")!, parameters));
    }

    private static IReadOnlyList<string> Scopes(Dictionary<string, StringValues> request) =>
        [.. (Value(request, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static string? Value(Dictionary<string, StringValues> request, string name) =>
        request.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
}
