using SimpleCrm.Links;

namespace SimpleCrm.Tagging;

/// <summary>That a record has a tag: the index over <see cref="Contacts.CrmRecord.Tags"/>, written along with it.</summary>
public sealed class RecordTag
{
    public long TagId { get; set; }
    public RecordKind Kind { get; set; }
    public long RecordId { get; set; }
}
