using SimpleCrm.Access;

namespace SimpleCrm.Sharing;

/// <summary>How a conversation is shared, for the owner of its mailbox.</summary>
public sealed record ThreadShareView
{
    /// <summary>What was said of this conversation; null when it follows its mailbox.</summary>
    public SharingLevel? Level { get; init; }
    public SharingAudience Audience { get; init; }

    /// <summary>What the mailbox shares.</summary>
    public required SharingLevel MailboxLevel { get; init; }
    public required SharingAudience MailboxAudience { get; init; }
    public required SharingLimits Limits { get; init; }

    /// <summary>Somebody takes part whose mail is never shared: nothing of it is, whatever is chosen.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>An email of it belongs to a record; without one only a choice of its own shares it.</summary>
    public required bool IsLinked { get; init; }

    /// <summary>The least that a record it belongs to shows; null where none says.</summary>
    public SharingLevel? RecordLevel { get; init; }

    /// <summary>People who were given access.</summary>
    public required IReadOnlyList<Colleague> Granted { get; init; }
}
