namespace SimpleCrm.Blazor.Api;

/// <summary>Whether a person is told what is new in a conversation.</summary>
public sealed record FollowBody
{
    public bool IsFollowed { get; init; }
}
