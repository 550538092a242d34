namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/auth/refresh</c>.</summary>
/// <param name="RefreshToken">The one that came with the last bearer token; valid for 14 days.</param>
public sealed record RefreshRequest(string? RefreshToken)
{
    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(RefreshRequest);
}
