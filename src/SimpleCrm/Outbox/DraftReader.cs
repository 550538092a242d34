namespace SimpleCrm.Outbox;

/// <summary>A colleague with whom a draft can be shared.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Their display name.</param>
/// <param name="IsChosen">The draft is shared with them.</param>
public sealed record DraftReader(long Id, string Name, bool IsChosen);
