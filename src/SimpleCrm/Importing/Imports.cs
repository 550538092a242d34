namespace SimpleCrm.Importing;

/// <summary>Imports.</summary>
public sealed class Imports
{
    /// <summary>How long an import can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromDays(30);
}
