using System.Threading.Channels;

namespace SimpleCrm.LiveUpdates;

/// <summary>
/// Carries changes from the engine to the open screens of this process. Publishing never waits for a screen: each subscriber has its
/// own queue, and one that falls behind gets the notices merged.
/// </summary>
public sealed class LiveFeed
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    /// <summary>Tells every subscriber who may know. Call it after the commit, never inside a transaction.</summary>
    public void Publish(LiveChange change)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
            if (change.Records.Count > 0 ? subscription.HearsRecords : subscription.OwnerId is null || subscription.OwnerId == change.OwnerId)
                subscription.Offer(change);
    }

    /// <summary>
    /// Subscribes to the changes a person may know of (their own mailboxes), or of all with null. Subscribe first, then read the snapshot.
    /// The callback runs off the publisher's thread, one at a time; its failure goes to <paramref name="failed"/>.
    /// </summary>
    /// <param name="ownerId">The person; null for everybody.</param>
    /// <param name="callback">Takes a change.</param>
    /// <param name="failed">Takes what the callback threw.</param>
    /// <param name="hearsRecords">Changes of records are told, too. They are many while mail is taken in.</param>
    public IDisposable Subscribe(long? ownerId, Func<LiveChange, Task> callback, Func<Exception, Task> failed, bool hearsRecords = false)
    {
        var subscription = new Subscription(this, ownerId, hearsRecords, callback, failed);
        lock (_gate)
            _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
            _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
    }

    private sealed class Subscription : IDisposable
    {
        private readonly LiveFeed _feed;
        private readonly Channel<LiveChange> _queue = Channel.CreateUnbounded<LiveChange>(new() { SingleReader = true });
        public long? OwnerId { get; }
        public bool HearsRecords { get; }

        public Subscription(LiveFeed feed, long? ownerId, bool hearsRecords, Func<LiveChange, Task> callback, Func<Exception, Task> failed)
        {
            _feed = feed;
            (OwnerId, HearsRecords) = (ownerId, hearsRecords);
            _ = Task.Run(() => DeliverAsync(callback, failed));
        }

        public void Offer(LiveChange change) => _queue.Writer.TryWrite(change);

        private async Task DeliverAsync(Func<LiveChange, Task> callback, Func<Exception, Task> failed)
        {
            await foreach (var first in _queue.Reader.ReadAllAsync())
            {
                foreach (var merged in Merge(first))
                {
                    try
                    {
                        await callback(merged);
                    }
                    catch (Exception exception)
                    {
                        await failed(exception);
                    }
                }
            }
        }

        // A burst during backfill becomes one notice per mailbox.
        private IEnumerable<LiveChange> Merge(LiveChange first)
        {
            var waiting = new List<LiveChange> { first };
            while (_queue.Reader.TryRead(out var next))
                waiting.Add(next);
            return waiting.GroupBy(c => (c.MailboxId, c.OwnerId)).Select(group => new LiveChange
            {
                MailboxId = group.Key.MailboxId,
                OwnerId = group.Key.OwnerId,
                ThreadIds = group.SelectMany(c => c.ThreadIds).ToHashSet(),
                FolderIds = group.SelectMany(c => c.FolderIds).ToHashSet(),
                NewEmailIds = group.SelectMany(c => c.NewEmailIds).ToHashSet(),
                MailboxChanged = group.Any(c => c.MailboxChanged),
                SearchChanged = group.Any(c => c.SearchChanged),
                CommentedThreadIds = group.SelectMany(c => c.CommentedThreadIds).ToHashSet(),
                Records = group.SelectMany(c => c.Records).ToHashSet(),
                NoticesChanged = group.Any(c => c.NoticesChanged),
                OutgoingIds = group.SelectMany(c => c.OutgoingIds).ToHashSet(),
                DraftIds = group.SelectMany(c => c.DraftIds).ToHashSet(),
            });
        }

        public void Dispose()
        {
            _queue.Writer.TryComplete();
            _feed.Remove(this);
        }
    }
}
