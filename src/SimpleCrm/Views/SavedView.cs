using SimpleCrm.Links;

namespace SimpleCrm.Views;

/// <summary>
/// A list of records as somebody wants to see it again: what narrows and orders it. It grants nothing: which records there are is decided by the list.
/// </summary>
public sealed class SavedView
{
    public const int NameLength = 60, QueryLength = 2000;

    /// <summary>Of one person and one kind of records.</summary>
    public const int MostOfPerson = 50;

    public long Id { get; set; } = RowId.Next();
    public long OwnerId { get; set; }
    public RecordKind Kind { get; set; }
    public string Name { get; set; } = "";

    /// <summary>As <see cref="ViewQuery"/> writes it.</summary>
    public string Query { get; set; } = "";

    /// <summary>Shared with everybody of the workspace.</summary>
    public bool IsForEveryone { get; set; }

    /// <summary>The team it is shared with; null for none. A team that is deleted leaves the view to its owner.</summary>
    public long? TeamId { get; set; }

    /// <summary>Its place among those of its owner.</summary>
    public int Position { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Counts changes; whoever changes the view names the one they saw.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Null while it is there. A deleted one can be brought back for a day.</summary>
    public DateTime? DeletedAt { get; set; }
}
