namespace SimpleCrm.Importing;

/// <summary>How far an import is, as stored.</summary>
public enum ImportState
{
    /// <summary>The file is here; what its columns mean is being chosen.</summary>
    Mapping = 0,

    /// <summary>Runs, now or when the product is up again.</summary>
    Running = 1,
    Done = 2,

    /// <summary>Stopped by a person; what was taken in stays and can be undone.</summary>
    Cancelled = 3,

    /// <summary>What it did is being taken back.</summary>
    Undoing = 4,
    Undone = 5,
}
