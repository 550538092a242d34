using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>Emails of one folder to be taken in, in order, and what completes them.</summary>
internal sealed record FetchOrder(MailFolder Folder, IReadOnlyList<string> Ids, IntakeMode Mode)
{
    /// <summary>Called after each commit with the number of ids settled by it.</summary>
    public Action<int>? Stored { get; init; }

    /// <summary>Cursor and phase for the transaction that completes the ids.</summary>
    public string? Cursor { get; init; }
    public FolderSyncPhase? Phase { get; init; }

    /// <summary>Stops early, between requests, when somebody knocks.</summary>
    public bool Yields { get; init; }

    /// <summary>Flags observed just now; null when what is stored may be newer than the observation.</summary>
    public IReadOnlyDictionary<string, RemoteEmail>? Flags { get; init; }

    /// <summary>Fetches also what is known from another folder.</summary>
    public bool FetchesKnown { get; init; }
}
