using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>How much others see of a mailbox's emails where these belong to records.</summary>
public sealed record SharingBody
{
    /// <summary>"private", "metadata", "subject" or "everything".</summary>
    public SharingLevel Level { get; init; }

    /// <summary>"team" (the owner's and its manager) or "everyone".</summary>
    public SharingAudience Audience { get; init; }
}
