namespace SimpleCrm.Contacts;

/// <summary>Whose a record was before it was given to somebody else.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="OwnerId">Null for nobody.</param>
public sealed record FormerOwner(long RecordId, long? OwnerId);
