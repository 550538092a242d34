namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A refusal with Graph's error code.</summary>
internal sealed class GraphException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    public TimeSpan? RetryAfter { get; init; }

    public static GraphException BadRequest(string message) => new(400, "ErrorInvalidRequest", message);

    public static GraphException NotFound() => new(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    public static GraphException UnknownPath() => new(400, "BadRequest", "Resource not found for the segment.");

    public static GraphException SyncStateGone() => new(410, "SyncStateNotFound", "The sync state generation is not found; synchronize anew.");
}
