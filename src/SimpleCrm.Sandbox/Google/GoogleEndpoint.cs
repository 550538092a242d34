using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Google;

/// <summary>The HTTP side of the simulated APIs: single calls, uploads, batches; gzip in requests.</summary>
internal sealed class GoogleEndpoint(SandboxServer sandbox, GoogleApi api)
{
    private const string Root = "/google";

    private readonly ResumableUploads _uploads = new();

    public async Task CallAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http) is not { } caller)
            return;
        var call = new ApiCall(http.Request.Method, Below(http.Request.Path.Value!), http.Request.Query.ToDictionary(), await ReadAsync(http)) { Caller = caller };
        await WriteAsync(http, api.Answer(call));
    }

    public async Task UploadAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http) is not { } caller)
            return;
        var path = Below(http.Request.Path.Value!).Replace("/resumable/upload/", "/", StringComparison.Ordinal).Replace("/upload/", "/", StringComparison.Ordinal);
        var query = http.Request.Query.ToDictionary();
        var body = await ReadAsync(http);
        var call = new ApiCall(http.Request.Method, path, query, default) { Caller = caller };
        switch (call["uploadType"])
        {
            case "media":
                await WriteAsync(http, api.Answer(call with { Media = body }));
                return;
            case "multipart":
                var (json, media) = await MultipartBodies.ReadRelatedAsync(http.Request.ContentType, body);
                await WriteAsync(http, json is null ? GoogleError.Invalid("Malformed multipart body.").ToReply() : api.Answer(call with { Body = json, Media = media }));
                return;
            case "resumable" when call["upload_id"] is null:
                var started = _uploads.Begin(call with { Body = body });
                http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?uploadType=resumable&upload_id={started}";
                return;
            case "resumable":
                await WriteAsync(http, _uploads.Continue(call["upload_id"]!, http.Request.Headers.ContentRange.ToString(), body, out var received) is { } whole
                    ? api.Answer(whole with { Caller = caller })
                    : Incomplete(http, received));
                return;
            default:
                await WriteAsync(http, GoogleError.Invalid("Unsupported uploadType.").ToReply());
                return;
        }
    }

    public async Task BatchAsync(HttpContext http)
    {
        var outer = Caller(http.Request.Headers.Authorization.ToString());
        var parts = await MultipartBodies.ReadMixedAsync(http.Request.ContentType, await ReadAsync(http));
        if (parts is null or { Count: 0 or > 100 })
        {
            await WriteAsync(http, GoogleError.Invalid(parts is { Count: > 100 } ? "The batch request could not be processed: too many calls." : "Failed to parse batch request.").ToReply());
            return;
        }
        if (outer is null && parts.TrueForAll(p => p.Authorization is null))
        {
            await WriteAsync(http, GoogleError.Unauthenticated().ToReply());
            return;
        }
        var replies = new List<(string? Id, ApiReply Reply)>(parts.Count);
        foreach (var part in parts)
            replies.Add((part.ContentId, AnswerPart(part, outer)));
        await MultipartBodies.WriteMixedAsync(http.Response, replies);
    }

    private ApiReply AnswerPart(BatchPart part, SandboxToken? outer)
    {
        var target = Uri.TryCreate(part.Target, UriKind.Absolute, out var absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? absolute.PathAndQuery : part.Target;
        var cut = target.IndexOf('?');
        var path = cut < 0 ? target : target[..cut];
        if (sandbox.Faults.Take(part.Method, path) is { Status: not 0 } fault)
            return GoogleError.Of(fault).ToReply();
        if ((part.Authorization is { } own ? Caller(own) : outer) is not { } caller)
            return GoogleError.Unauthenticated().ToReply();
        return api.Answer(new ApiCall(part.Method, Below(path), QueryHelpers.ParseQuery(cut < 0 ? "" : target[cut..]), part.Body) { Caller = caller });
    }

    public static async Task WriteAsync(HttpContext http, ApiReply reply)
    {
        http.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (reply.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
        if (reply.Body.Length == 0)
            return;
        http.Response.ContentType = "application/json; charset=UTF-8";
        http.Response.ContentLength = reply.Body.Length;
        await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }

    private static ApiReply Incomplete(HttpContext http, long received)
    {
        if (received > 0)
            http.Response.Headers.Range = $"bytes=0-{received - 1}";
        return new ApiReply(308, null);
    }

    private async Task<SandboxToken?> AuthenticateAsync(HttpContext http)
    {
        if (Caller(http.Request.Headers.Authorization.ToString()) is { } caller)
            return caller;
        await WriteAsync(http, GoogleError.Unauthenticated().ToReply());
        return null;
    }

    private SandboxToken? Caller(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? sandbox.Tokens.Find(authorization[7..].Trim()) : null;

    private static string Below(string path) => path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[Root.Length..] : path;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        if (http.Request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(http.Request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(body, http.RequestAborted);
        }
        else
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }
}
