namespace SimpleCrm.Merging;

/// <summary>A row that pointed to the merged record and points to the survivor now, for undoing it.</summary>
public sealed class MergedRow
{
    public long MergeId { get; set; }
    public MergedRowKind Kind { get; set; }

    /// <summary>The row; for links the activity, for deals' contacts the deal.</summary>
    public long RowId { get; set; }
}
