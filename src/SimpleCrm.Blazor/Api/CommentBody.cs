namespace SimpleCrm.Blazor.Api;

/// <summary>A comment.</summary>
public sealed record CommentBody
{
    /// <summary>1 to 4,000 characters.</summary>
    public string? Text { get; init; }
}
