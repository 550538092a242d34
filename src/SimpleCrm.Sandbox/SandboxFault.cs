namespace SimpleCrm.Sandbox;

/// <summary>What goes wrong with the next calls whose path contains a text.</summary>
public sealed record SandboxFault
{
    /// <summary>Part of the path that is hit; empty for any.</summary>
    public string PathContains { get; init; } = "";

    /// <summary>HTTP method that is hit; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Answered status; 0 leaves the answer as it is.</summary>
    public int Status { get; init; }

    /// <summary>The provider's error code in the answer, such as rateLimitExceeded or SyncStateNotFound.</summary>
    public string? ErrorCode { get; init; }
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Wait before the call is handled.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The connection is dropped: before the call has any effect, or after it.</summary>
    public bool DropBefore { get; init; }
    public bool DropAfter { get; init; }

    /// <summary>How many calls it hits.</summary>
    public int Times { get; init; } = 1;

    internal bool AppliesTo(string method, string path) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase)) && path.Contains(PathContains, StringComparison.OrdinalIgnoreCase);
}
