using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Where calls arrive: bearer token, faults, the number of calls at once, batches.</summary>
internal sealed class GraphEndpoint(MicrosoftSandbox sandbox)
{
    private const string Prefix = "/microsoft/graph/v1.0";
    private const int MaxBody = 4 * 1024 * 1024;
    private const int MaxParts = 20;

    private readonly GraphRouter _router = new(sandbox);

    public async Task ServeAsync(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        var request = new GraphRequest(context.Request.Method, raw[(raw.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase) + Prefix.Length)..], headers, await ReadAsync(context.Request));
        var fault = sandbox.Faults.Take(request.Method, Prefix + request.Path);
        if (fault?.DropBefore == true)
        {
            context.Abort();
            return;
        }
        var answer = await AnswerAsync(request, fault, context.RequestAborted);
        Observe(request, answer);
        if (fault?.DropAfter == true)
        {
            context.Abort();
            return;
        }
        await WriteAsync(context.Response, answer);
    }

    private async Task<GraphAnswer> AnswerAsync(GraphRequest request, SandboxFault? fault, CancellationToken cancellationToken)
    {
        MicrosoftMailbox? mailbox = null;
        try
        {
            if (request.Body.Length > MaxBody)
                return Error(413, "RequestEntityTooLarge", "The request is larger than 4 MB.");
            var token = sandbox.Tokens.Find(request.Headers.GetValueOrDefault("Authorization") is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value[7..] : null)
                ?? throw new GraphException(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
            mailbox = sandbox.Find(token.Address) ?? throw new GraphException(404, "MailboxNotEnabledForRESTAPI", "REST API is not yet supported for this mailbox.");
            var running = Interlocked.Increment(ref mailbox.Running);
            if (running > sandbox.MaxCallsAtOnce)
            {
                Interlocked.Increment(ref mailbox.Refused);
                return Error(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.", TimeSpan.FromSeconds(1));
            }
            mailbox.MostCallsAtOnce = Math.Max(mailbox.MostCallsAtOnce, running);
            if (fault is { Delay.Ticks: > 0 })
                await Task.Delay(fault.Delay, sandbox.Time, cancellationToken);
            if (fault is { Status: > 0 })
                return Fault(fault);
            return request.Path.Equals("/$batch", StringComparison.OrdinalIgnoreCase)
                ? await BatchAsync(mailbox, token.Scopes, request)
                : await _router.AnswerAsync(mailbox, token.Scopes, request);
        }
        catch (GraphException refusal)
        {
            return Error(refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter);
        }
        finally
        {
            if (mailbox is not null)
                Interlocked.Decrement(ref mailbox.Running);
        }
    }

    private async Task<GraphAnswer> BatchAsync(MicrosoftMailbox mailbox, IReadOnlyList<string> scopes, GraphRequest batch)
    {
        var parts = batch.Json()["requests"] as JsonArray ?? throw GraphException.BadRequest("A batch holds requests.");
        if (parts.Count is 0 or > MaxParts)
            throw new GraphException(400, "MaximumRequestsExceeded", "Number of batch request steps must be between 1 and 20.");
        var statuses = new Dictionary<string, int>();
        var responses = new JsonArray();
        foreach (var part in parts.OfType<JsonObject>())
        {
            var id = (string?)part["id"] ?? throw GraphException.BadRequest("A request of a batch has no id.");
            var isBlocked = (part["dependsOn"] as JsonArray ?? []).Any(d => statuses.GetValueOrDefault((string)d!, 424) >= 400);
            var (request, answer) = isBlocked
                ? (null, Error(424, "FailedDependency", "Failed Dependency"))
                : await PartAsync(mailbox, scopes, part);
            if (request is not null)
                Observe(request, answer);
            statuses[id] = answer.Status;
            responses.Add((JsonNode)Show(id, answer));
        }
        return GraphAnswer.Ok(new JsonObject { ["responses"] = responses });
    }

    private async Task<(GraphRequest Request, GraphAnswer Answer)> PartAsync(MicrosoftMailbox mailbox, IReadOnlyList<string> scopes, JsonObject part)
    {
        var headers = (part["headers"] as JsonObject ?? []).ToDictionary(h => h.Key, h => h.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        var body = part["body"] switch
        {
            null => [],
            JsonValue text when text.TryGetValue<string>(out var encoded) => Encoding.UTF8.GetBytes(encoded),
            { } json => Encoding.UTF8.GetBytes(json.ToJsonString()),
        };
        var url = (string?)part["url"] ?? throw GraphException.BadRequest("A request of a batch has no url.");
        var request = new GraphRequest((string?)part["method"] ?? "GET", url.StartsWith('/') ? url : "/" + url, headers, body);
        var fault = sandbox.Faults.Take(request.Method, Prefix + request.Path);
        try
        {
            if (fault is { Status: > 0 } or { DropBefore: true })
                return (request, Fault(fault));
            if (body.Length > 0 && request.ContentType.Length == 0)
                throw GraphException.BadRequest("A request of a batch with a body names its Content-Type.");
            var answer = await _router.AnswerAsync(mailbox, scopes, request);
            return (request, fault?.DropAfter == true ? Error(504, "GatewayTimeout", "The answer was lost.") : answer);
        }
        catch (GraphException refusal)
        {
            return (request, Error(refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter));
        }
    }

    // Bodies that are not JSON travel as base64.
    private static JsonObject Show(string id, GraphAnswer answer)
    {
        var headers = new JsonObject();
        if (answer.ContentType is not null)
            headers["Content-Type"] = answer.ContentType;
        if (answer.RetryAfter is { } wait)
            headers["Retry-After"] = Seconds(wait);
        var shown = new JsonObject { ["id"] = id, ["status"] = answer.Status, ["headers"] = headers };
        if (answer.Body.Length > 0)
            shown["body"] = answer.IsJson ? JsonNode.Parse(answer.Body) : Convert.ToBase64String(answer.Body);
        return shown;
    }

    private GraphAnswer Fault(SandboxFault fault)
    {
        var status = fault.Status > 0 ? fault.Status : 503;
        var code = fault.ErrorCode ?? status switch
        {
            401 => "InvalidAuthenticationToken",
            403 => "ErrorAccessDenied",
            404 => "ErrorItemNotFound",
            410 => "SyncStateNotFound",
            429 => "ApplicationThrottled",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            _ => "UnknownError",
        };
        return Error(status, code, "Simulated.", fault.RetryAfter);
    }

    private GraphAnswer Error(int status, string code, string message, TimeSpan? retryAfter = null) =>
        GraphAnswer.Error(status, code, message, retryAfter, sandbox.Time.GetUtcNow());

    private void Observe(GraphRequest request, GraphAnswer answer) =>
        sandbox.Observer?.Invoke(new GraphExchange(request.Method, request.Path, request.ContentType, request.Body, answer.Status, answer.ContentType, answer.Body));

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        if (request.Headers.ContentEncoding.Contains("gzip"))
        {
            await using var gzip = new GZipStream(request.Body, CompressionMode.Decompress);
            await gzip.CopyToAsync(body);
        }
        else
            await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static async Task WriteAsync(HttpResponse response, GraphAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.Headers["request-id"] = Guid.NewGuid().ToString();
        if (answer.RetryAfter is { } wait)
            response.Headers.RetryAfter = Seconds(wait);
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.ContentType is not null)
            response.ContentType = answer.ContentType;
        if (answer.Body.Length == 0)
            return;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body);
    }

    private static string Seconds(TimeSpan wait) => ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
