namespace SimpleCrm.Sync;

/// <summary>What is still to be fetched of one folder, newest first. Lives with the run; after a restart the folder is listed again.</summary>
internal sealed class BackfillQueue(IReadOnlyList<string> ids, IntakeMode mode, bool mayFinish)
{
    private int _position;

    public IntakeMode Mode { get; } = mode;

    /// <summary>The listing was complete, so that the folder is complete when the queue is empty.</summary>
    public bool MayFinish { get; } = mayFinish;

    /// <summary>
    /// Flags as the listing showed them, by id; empty where ids hold in one folder only. What has changed since is told by the folder's own cursor, so
    /// that these are never missed; flags known from another folder may be.
    /// </summary>
    public IReadOnlyDictionary<string, RemoteEmail> Flags { get; init; } = new Dictionary<string, RemoteEmail>();
    public int Remaining => ids.Count - _position;

    public IReadOnlyList<string> Next(int count) => [.. ids.Skip(_position).Take(count)];

    public void Advance(int count) => _position = Math.Min(ids.Count, _position + count);
}
