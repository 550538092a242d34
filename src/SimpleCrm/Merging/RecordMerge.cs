using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>Two records of a kind that became one. It is kept for good; what is needed to undo it, for <see cref="RecordMerging.UndoTime"/>.</summary>
public sealed class RecordMerge
{
    public long Id { get; set; } = RowId.Next();
    public RecordKind Kind { get; set; }

    /// <summary>The record that stayed.</summary>
    public long SurvivorId { get; set; }

    /// <summary>The record that went into it.</summary>
    public long MergedId { get; set; }

    /// <summary>What that one was called.</summary>
    public string MergedName { get; set; } = "";
    public long UserId { get; set; }
    public DateTime At { get; set; }

    /// <summary>The survivor's fields before, as JSON.</summary>
    public string BeforeJson { get; set; } = "";

    /// <summary>The survivor's fields right after, as JSON.</summary>
    public string AfterJson { get; set; } = "";

    /// <summary>Null while it holds.</summary>
    public DateTime? UndoneAt { get; set; }
}
