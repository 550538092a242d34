using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The addresses to which nobody here may write. Asked when an email is handed over, and again when it leaves.</summary>
public sealed class Suppressions(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>The list in the order of the addresses.</summary>
    /// <param name="viewer">Whoever may write emails may know to whom not to.</param>
    /// <param name="after">The last address of the page before; null for the first page.</param>
    /// <param name="count">At most 100.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<SuppressedAddress>> ListAsync(Viewer viewer, string? after, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SuppressedAddresses.AsNoTracking().Where(s => after == null || s.Address.CompareTo(after) > 0)
            .OrderBy(s => s.Address).Take(Math.Clamp(count, 1, 100)).ToListAsync(cancellationToken);
    }

    /// <summary>Enters an address, or gives another reason for one that is there.</summary>
    /// <returns>False when it is no address, the reason is missing or longer than 300 characters, or the viewer is neither manager nor admin.</returns>
    public async Task<bool> AddAsync(Viewer viewer, string address, string reason, CancellationToken cancellationToken)
    {
        var key = address.Trim().ToLowerInvariant();
        var words = DisplayText.Clean(reason, 301);
        if (viewer.Role < Role.Manager || SendCheck.Canonical(key) is null || words.Length is 0 or > 300)
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        if (await db.SuppressedAddresses.SingleOrDefaultAsync(s => s.Address == key, cancellationToken) is { } known)
            known.Reason = words;
        else
            db.SuppressedAddresses.Add(new SuppressedAddress { Address = key, Reason = words, CreatedAt = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes an address off the list.</summary>
    /// <returns>False when it is not on it, or the viewer is neither manager nor admin.</returns>
    public async Task<bool> RemoveAsync(Viewer viewer, string address, CancellationToken cancellationToken)
    {
        var key = address.Trim().ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return viewer.Role >= Role.Manager && await db.SuppressedAddresses.Where(s => s.Address == key).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
