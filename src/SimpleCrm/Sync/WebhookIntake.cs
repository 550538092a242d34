using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Stores providers' calls, so that they can be answered at once and judged afterwards.</summary>
public sealed class WebhookIntake(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>Calls that may wait; more are refused, and the poll finds what they would have told.</summary>
    public const int MaxWaiting = 20_000;
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private int _waiting;

    /// <summary>Stores a call.</summary>
    /// <returns>False when too many wait already.</returns>
    public async Task<bool> TakeAsync(MailProvider provider, byte[] body, string? authorization, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waiting) >= MaxWaiting)
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.WebhookDeliveries.Add(new WebhookDelivery { Provider = provider, Body = body, Authorization = authorization, ReceivedAt = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        Interlocked.Increment(ref _waiting);
        Signal();
        return true;
    }

    /// <summary>Waits for the next call, or for as long as given.</summary>
    internal Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _arrived.WaitAsync(longest, cancellationToken);

    /// <summary>Keeps in mind how many wait.</summary>
    internal void Count(int waiting) => Volatile.Write(ref _waiting, waiting);

    private void Signal()
    {
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
        }
    }
}
