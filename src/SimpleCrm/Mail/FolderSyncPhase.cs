namespace SimpleCrm.Mail;

/// <summary>How far a folder's sync has come.</summary>
public enum FolderSyncPhase
{
    /// <summary>Never looked at.</summary>
    New = 0,

    /// <summary>A cursor is held and older emails are still being stored.</summary>
    Backfilling = 1,

    /// <summary>Complete; follows changes since the cursor.</summary>
    Live = 2,

    /// <summary>The cursor expired; known emails are being found again (mark and sweep).</summary>
    Sweeping = 3,
}
