using SimpleCrm.Links;

namespace SimpleCrm.Timeline;

/// <summary>A logged activity that was deleted, for <see cref="ActivityLog.RestoreAsync"/>. Nobody else can make one.</summary>
public sealed class DeletedActivity
{
    internal DeletedActivity(long byId, Activity row, IReadOnlyList<RecordLink> links) => (ById, Row, Links) = (byId, row, links);

    internal long ById { get; }
    internal Activity Row { get; }
    internal IReadOnlyList<RecordLink> Links { get; }
}
