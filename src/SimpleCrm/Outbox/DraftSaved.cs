namespace SimpleCrm.Outbox;

/// <summary>The answer to a save: the stored draft, the one that was stored meanwhile, or nothing.</summary>
public sealed record DraftSaved
{
    /// <summary>What is stored now: the saved text, or for <see cref="IsConflict"/> the other one. Null when the draft is sent, discarded or unknown.</summary>
    public DraftView? Current { get; init; }

    /// <summary>Somebody else saved since the given revision; nothing was stored.</summary>
    public bool IsConflict { get; init; }

    /// <summary>What is wrong by field; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();
}
