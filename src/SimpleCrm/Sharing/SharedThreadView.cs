using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>Somebody else's conversation as far as the viewer may see it. Read only.</summary>
public sealed record SharedThreadView
{
    public required long Id { get; init; }
    public required string OwnerName { get; init; }
    public required SharingLevel Level { get; init; }

    /// <summary>Why the viewer sees it, for people.</summary>
    public required string Why { get; init; }

    /// <summary>Null when the viewer may not see it.</summary>
    public string? Subject { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<SharedEmailView> Emails { get; init; }

    /// <summary>Emails of the conversation that belong to no record, and are not shared for that.</summary>
    public required int Hidden { get; init; }
}
