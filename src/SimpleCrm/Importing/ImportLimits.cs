namespace SimpleCrm.Importing;

/// <summary>The most that is taken in at once.</summary>
public static class ImportLimits
{
    /// <summary>Bytes of a file.</summary>
    public const long FileBytes = 20L * 1024 * 1024;

    /// <summary>Rows of a file.</summary>
    public const int Rows = 100_000;

    /// <summary>Columns of a file.</summary>
    public const int Columns = 200;

    /// <summary>Characters of a cell.</summary>
    public const int CellLength = 20_000;
}
