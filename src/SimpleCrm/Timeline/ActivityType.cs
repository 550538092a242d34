namespace SimpleCrm.Timeline;

/// <summary>Kinds of activities, as stored.</summary>
public enum ActivityType
{
    EmailReceived = 1,
    EmailSent = 2,
    Call = 3,
    Meeting = 4,
    Note = 5,
    Task = 6,

    /// <summary>A deal moved to another stage.</summary>
    StageChange = 7,

    /// <summary>Fields of a record were changed.</summary>
    FieldChange = 8,
}
