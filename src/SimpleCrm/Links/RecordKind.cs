namespace SimpleCrm.Links;

/// <summary>What an activity can belong to, as stored.</summary>
public enum RecordKind
{
    Contact = 1,
    Lead = 2,
    Company = 3,
    Deal = 4,
}
