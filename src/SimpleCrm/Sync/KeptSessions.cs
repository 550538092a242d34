using System.Collections.Concurrent;

namespace SimpleCrm.Sync;

/// <summary>Keeps a mailbox's working session open for a while after a run, so that the next knock need not log in again.</summary>
internal sealed class KeptSessions(MailboxSessions sessions, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    // Longer than the longest time between two polls.
    private static readonly TimeSpan KeptWithoutConnection = TimeSpan.FromMinutes(20);
    private readonly ConcurrentDictionary<long, Kept> _kept = [];

    /// <summary>The kept session, or null. It is the caller's from then on.</summary>
    public IMailboxSession? Take(long mailboxId) => _kept.TryRemove(mailboxId, out var kept) && kept.Claim() ? kept.Session : null;

    /// <summary>Opens a new session; null when the mailbox is disconnected or gone.</summary>
    /// <exception cref="MailboxAccessException">The account cannot be reached or refuses.</exception>
    public async Task<IMailboxSession?> OpenAsync(long mailboxId, CancellationToken cancellationToken) =>
        await sessions.FindAsync(mailboxId, cancellationToken) is var (provider, connection) ? await provider.OpenAsync(connection, cancellationToken) : null;

    /// <summary>Hands a good session over to be kept.</summary>
    public void Keep(long mailboxId, IMailboxSession session)
    {
        var kept = new Kept(session);
        if (_kept.TryAdd(mailboxId, kept))
            kept.CloseAfter(time, session.HoldsNoConnection ? KeptWithoutConnection : KeptFor, () => _kept.TryRemove(new(mailboxId, kept)));
        else
            _ = CloseAsync(session);
    }

    /// <summary>Closes a session; one that is broken already may fail to say goodbye.</summary>
    public static async Task CloseAsync(IMailboxSession session)
    {
        try
        {
            await session.DisposeAsync();
        }
        catch (Exception exception) when (exception is MailboxAccessException or IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mailboxId in _kept.Keys)
            if (Take(mailboxId) is { } session)
                await CloseAsync(session);
    }

    private sealed class Kept(IMailboxSession session)
    {
        private int _claimed;
        private ITimer? _timer;
        public IMailboxSession Session { get; } = session;

        public bool Claim()
        {
            _timer?.Dispose();
            return Interlocked.Exchange(ref _claimed, 1) == 0;
        }

        public void CloseAfter(TimeProvider time, TimeSpan wait, Action removed) => _timer = time.CreateTimer(_ =>
        {
            removed();
            if (Claim())
                _ = CloseAsync(Session);
        }, null, wait, Timeout.InfiniteTimeSpan);
    }
}
