using Microsoft.EntityFrameworkCore;

namespace SimpleCrm.Database;

/// <summary>One table of a copy.</summary>
internal abstract class CopiedTable
{
    /// <summary>Its rows and the sum of their digests, which does not depend on their order.</summary>
    public readonly record struct Sum(long Rows, UInt128 Digest);

    public abstract string Name { get; }

    /// <summary>Copies what the target lacks.</summary>
    /// <returns>All rows of the source, and those that were copied now.</returns>
    public abstract Task<(long Total, long Copied)> CopyAsync(SimpleCrmDbContext source, IDbContextFactory<SimpleCrmDbContext> targets, CancellationToken cancellationToken);

    public abstract Task<Sum> SumAsync(SimpleCrmDbContext db, CancellationToken cancellationToken);

    public abstract Task<bool> HasRowsAsync(SimpleCrmDbContext db, CancellationToken cancellationToken);
}
