namespace SimpleCrm.Outbox;

/// <summary>What became of a colleague's change of a draft.</summary>
public sealed record SharedDraftSaved
{
    /// <summary>What is stored now; null when the draft is sent, thrown away or no longer shared with the viewer, or <see cref="Errors"/> says what is wrong.</summary>
    public SharedDraftView? Current { get; init; }

    /// <summary>Nothing was stored: <see cref="Current"/> was, meanwhile.</summary>
    public bool IsConflict { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();
}
