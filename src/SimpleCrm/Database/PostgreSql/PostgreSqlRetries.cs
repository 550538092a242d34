using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>
/// Tries again what failed for a passing reason: a statement outside any transaction, or a whole transaction that was begun through the
/// strategy. A statement within a transaction of somebody else's is not: what came before it is lost.
/// </summary>
internal sealed class PostgreSqlRetries(ExecutionStrategyDependencies dependencies, int retries) : NpgsqlRetryingExecutionStrategy(dependencies, retries, TimeSpan.FromSeconds(5), null)
{
    // The one inherited forbids transactions that are not begun through the strategy.
    protected override void OnFirstExecution() => ExceptionsEncountered.Clear();

    protected override bool ShouldRetryOn(Exception? exception) =>
        exception is not null && Dependencies.CurrentContext.Context.Database.CurrentTransaction is null && base.ShouldRetryOn(exception);
}
