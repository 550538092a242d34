using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>How much others see at most of a record's emails.</summary>
public sealed record RecordSharingBody
{
    /// <summary>"private", "metadata", "subject", or "everything" for as much as their owners share.</summary>
    public SharingLevel Level { get; init; } = SharingLevel.Everything;
}
