using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Monitoring;

/// <summary>Whether the database can be read now.</summary>
public sealed class DatabaseReachability(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Mailboxes.AnyAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            return false;
        }
    }
}
