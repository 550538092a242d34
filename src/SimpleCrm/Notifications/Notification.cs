using SimpleCrm.Links;

namespace SimpleCrm.Notifications;

/// <summary>
/// A notice for one person. It holds ids only: what it says is read when it is shown, as far as the person may see it then.
/// </summary>
public sealed class Notification
{
    public const int KeyLength = 80;

    public long Id { get; set; } = RowId.Next();
    public long UserId { get; set; }
    public NotificationKind Kind { get; set; }

    /// <summary>Whose doing it was; null for nobody's in the workspace.</summary>
    public long? ActorId { get; set; }
    public long? ThreadId { get; set; }

    /// <summary>The email, task or comment.</summary>
    public long? ItemId { get; set; }
    public RecordKind? RecordKind { get; set; }
    public long? RecordId { get; set; }

    /// <summary>Numbers of a digest, as JSON; empty for everything else.</summary>
    public string Figures { get; set; } = "";

    /// <summary>Of two with the same key a person gets the first alone; null for no such rule.</summary>
    public string? Key { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? ReadAt { get; set; }
}
