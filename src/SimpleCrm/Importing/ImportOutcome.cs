namespace SimpleCrm.Importing;

/// <summary>What became of a row, as stored.</summary>
public enum ImportOutcome
{
    Waiting = 0,
    Added = 1,
    Updated = 2,

    /// <summary>The record is there already and stayed as it was.</summary>
    Duplicate = 3,
    Wrong = 4,

    /// <summary>What was done for it has been taken back.</summary>
    TakenBack = 5,

    /// <summary>By undoing: somebody changed the record since, and it stayed.</summary>
    Kept = 6,
}
