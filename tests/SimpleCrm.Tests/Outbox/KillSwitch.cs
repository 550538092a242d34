using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SimpleCrm.Tests.Outbox;

/// <summary>
/// Ends the product at a chosen point: at the n-th passage nothing more reaches the database or the servers. Points lie before and after
/// each commit and each step at a server.
/// </summary>
internal sealed class KillSwitch : DbTransactionInterceptor
{
    private int _passed;
    private int _killAt = int.MaxValue;
    private bool _dead;

    public int Passed => _passed;
    public bool IsDead => Volatile.Read(ref _dead);

    public void KillAt(int point)
    {
        _passed = 0;
        _killAt = point;
        _dead = false;
    }

    /// <summary>A new process: nothing is killed any more.</summary>
    public void Revive() => KillAt(int.MaxValue);

    public void Pass()
    {
        if (_dead || Interlocked.Increment(ref _passed) == _killAt)
        {
            _dead = true;
            throw new KilledException();
        }
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Pass();
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        IsDead ? throw new KilledException() : ValueTask.FromResult(result);

    public sealed class KilledException() : Exception("The process is gone.");
}
