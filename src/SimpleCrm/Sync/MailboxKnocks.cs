using System.Threading.Channels;

namespace SimpleCrm.Sync;

/// <summary>
/// The knocks that no run has answered yet. Any number of knocks for one mailbox become one run; knocks during a run are seen by that
/// run between its pages, or start another one after it. Nothing is lost with the process: the poll knocks again.
/// </summary>
public sealed class MailboxKnocks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];
    private readonly Channel<long> _ready = Channel.CreateUnbounded<long>();

    /// <summary>Says that a mailbox may have changed. Never waits.</summary>
    public void Knock(long mailboxId, KnockReason reason)
    {
        lock (_gate)
        {
            var entry = Find(mailboxId);
            entry.Reasons |= reason;
            Offer(mailboxId, entry);
        }
    }

    /// <summary>Whether knocks wait that the running run has not answered.</summary>
    public bool IsWaiting(long mailboxId)
    {
        lock (_gate)
            return _entries.TryGetValue(mailboxId, out var entry) && entry.Reasons != KnockReason.None;
    }

    /// <summary>Answers the waiting knocks of a mailbox: they are the caller's now.</summary>
    public KnockReason Take(long mailboxId)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(mailboxId, out var entry))
                return KnockReason.None;
            var reasons = entry.Reasons;
            entry.Reasons = KnockReason.None;
            return reasons;
        }
    }

    /// <summary>Waits for a mailbox that was knocked at and has no run. It counts as running until <see cref="Finish"/>.</summary>
    internal async ValueTask<long> NextAsync(CancellationToken cancellationToken)
    {
        var mailboxId = await _ready.Reader.ReadAsync(cancellationToken);
        lock (_gate)
        {
            var entry = Find(mailboxId);
            entry.IsQueued = false;
            entry.IsRunning = true;
        }
        return mailboxId;
    }

    internal void Finish(long mailboxId)
    {
        lock (_gate)
        {
            var entry = Find(mailboxId);
            entry.IsRunning = false;
            if (entry.Reasons != KnockReason.None)
                Offer(mailboxId, entry);
            else
                _entries.Remove(mailboxId);
        }
    }

    private Entry Find(long mailboxId)
    {
        if (!_entries.TryGetValue(mailboxId, out var entry))
            _entries[mailboxId] = entry = new();
        return entry;
    }

    private void Offer(long mailboxId, Entry entry)
    {
        if (entry.IsRunning || entry.IsQueued)
            return;
        entry.IsQueued = true;
        _ready.Writer.TryWrite(mailboxId);
    }

    private sealed class Entry
    {
        public KnockReason Reasons;
        public bool IsQueued;
        public bool IsRunning;
    }
}
