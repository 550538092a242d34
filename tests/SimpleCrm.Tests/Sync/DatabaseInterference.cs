using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SimpleCrm.Tests.Sync;

/// <summary>Sees every command and commit before it happens.</summary>
internal sealed class DatabaseInterference
{
    public Action<string>? On { get; set; }
    public DbCommandInterceptor Commands { get; }
    public DbTransactionInterceptor Commits { get; }

    public DatabaseInterference()
    {
        Commands = new CommandWatch(this);
        Commits = new CommitWatch(this);
    }

    private sealed class CommandWatch(DatabaseInterference owner) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            owner.On?.Invoke(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            owner.On?.Invoke(command.CommandText);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }

    private sealed class CommitWatch(DatabaseInterference owner) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            owner.On?.Invoke("COMMIT");
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }
    }
}
