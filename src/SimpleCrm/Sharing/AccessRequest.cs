using SimpleCrm.Links;

namespace SimpleCrm.Sharing;

/// <summary>Somebody asks the owner of a mailbox to be shown a conversation, or what the owner has of a record.</summary>
public sealed class AccessRequest
{
    public const int NoteLength = 300;

    public long Id { get; set; } = RowId.Next();
    public long RequesterId { get; set; }
    public long OwnerId { get; set; }

    /// <summary>The conversation; null when it is about a record.</summary>
    public long? ThreadId { get; set; }

    /// <summary>The record; null when it is about a conversation.</summary>
    public RecordKind? Kind { get; set; }
    public long? RecordId { get; set; }
    public string Note { get; set; } = "";
    public AccessRequestState State { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? AnsweredAt { get; set; }
}
