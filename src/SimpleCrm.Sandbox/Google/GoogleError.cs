using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>An error in the shape of Google's APIs.</summary>
internal sealed class GoogleError(int status, string reason, string message) : Exception(message)
{
    public int Status { get; } = status;
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Reason of a google.rpc.ErrorInfo in the details.</summary>
    public string? InfoReason { get; init; }

    public static GoogleError NotFound() => new(404, "notFound", "Requested entity was not found.");

    public static GoogleError Invalid(string message) => new(400, "invalidArgument", message);

    public static GoogleError Unauthenticated() => new(401, "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.");

    public static GoogleError MissingScope() =>
        new(403, "insufficientPermissions", "Request had insufficient authentication scopes.") { InfoReason = "ACCESS_TOKEN_SCOPE_INSUFFICIENT" };

    public static GoogleError TooMany() => new(429, "rateLimitExceeded", "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com'.");

    public static GoogleError Of(SandboxFault fault) => new(fault.Status, fault.ErrorCode ?? Reason(fault.Status), "Injected by the sandbox.") { RetryAfter = fault.RetryAfter };

    public ApiReply ToReply() => new(Status, ToJson()) { RetryAfter = RetryAfter };

    public JsonObject ToJson()
    {
        var one = new JsonObject { ["message"] = Message, ["domain"] = Domain(), ["reason"] = reason };
        if (Status == 401)
            (one["location"], one["locationType"]) = ("Authorization", "header");
        var error = new JsonObject { ["code"] = Status, ["message"] = Message, ["errors"] = new JsonArray(one), ["status"] = Name() };
        if (InfoReason is not null)
            error["details"] = new JsonArray(new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = InfoReason, ["domain"] = "googleapis.com" });
        return new JsonObject { ["error"] = error };
    }

    private string Domain() => reason.Contains("ateLimit", StringComparison.Ordinal) || reason.Contains("quota", StringComparison.OrdinalIgnoreCase) ? "usageLimits" : "global";

    private string Name() => Status switch
    {
        400 => reason == "failedPrecondition" ? "FAILED_PRECONDITION" : "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ALREADY_EXISTS",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };

    private static string Reason(int status) => status switch
    {
        400 => "invalidArgument",
        401 => "authError",
        403 => "forbidden",
        404 => "notFound",
        429 => "rateLimitExceeded",
        _ => "backendError",
    };
}
