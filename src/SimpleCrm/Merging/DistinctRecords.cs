using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>Two records of which somebody said that they are not the same.</summary>
public sealed class DistinctRecords
{
    public RecordKind Kind { get; set; }

    /// <summary>The lower id of the two.</summary>
    public long FirstId { get; set; }
    public long SecondId { get; set; }
    public long UserId { get; set; }
    public DateTime At { get; set; }
}
