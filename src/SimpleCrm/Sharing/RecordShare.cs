using SimpleCrm.Access;
using SimpleCrm.Links;

namespace SimpleCrm.Sharing;

/// <summary>A record of whose emails others than their owners see no more than a level.</summary>
public sealed class RecordShare
{
    public RecordKind Kind { get; set; }
    public long RecordId { get; set; }

    /// <summary>Below <see cref="SharingLevel.Everything"/>.</summary>
    public SharingLevel Level { get; set; }
    public long SetById { get; set; }
    public DateTime SetAt { get; set; }
}
