using SimpleCrm.Access;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Blazor.Records;

/// <summary>Lists of records that follow what others change.</summary>
internal static class RecordFollowing
{
    /// <summary>The first change shows at once; those that come sooner after it than this are taken together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Calls back when records of the kind were stored, deleted or restored, until it is disposed.</summary>
    public static IDisposable FollowRecords(this LiveFeed feed, Viewer viewer, RecordKind kind, TimeProvider time, Func<Task> changed, Func<Exception, Task> failed, CancellationToken closed) =>
        feed.Subscribe(viewer.UserId, async change =>
        {
            if (change.Records.All(r => r.Kind != kind))
                return;
            try
            {
                closed.ThrowIfCancellationRequested();
                await changed();
                await Task.Delay(Pause, time, closed);
            }
            catch (Exception exception) when (closed.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException)
            {
                // The page is gone.
            }
        }, failed, hearsRecords: true);
}
