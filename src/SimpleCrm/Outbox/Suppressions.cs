using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>The addresses to which nobody here may write. Asked when an email is handed over, and again when it leaves.</summary>
public sealed class Suppressions(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    /// <summary>Characters of a reason.</summary>
    public const int ReasonLength = 300;

    /// <summary>Whether the viewer keeps the list: managers and admins do.</summary>
    public static bool MayKeep(Viewer viewer) => viewer.Role >= Role.Manager;

    /// <summary>The list in the order of the addresses.</summary>
    /// <param name="viewer">Whoever may write emails may know to whom not to.</param>
    /// <param name="containing">Only addresses with this part; empty for all.</param>
    /// <param name="after">The last address of the page before; null for the first page.</param>
    /// <param name="count">At most 100.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<SuppressedAddress>> ListAsync(Viewer viewer, string containing, string? after, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var part = containing.Trim().ToLowerInvariant();
        return await db.SuppressedAddresses.AsNoTracking().Where(s => (part == "" || s.Address.Contains(part)) && (after == null || s.Address.CompareTo(after) > 0))
            .OrderBy(s => s.Address).Take(Math.Clamp(count, 1, 100)).ToListAsync(cancellationToken);
    }

    /// <summary>Enters an address, or gives another reason for one that is there.</summary>
    /// <returns>What is wrong, by field ("address", "reason"); empty when it is on the list now.</returns>
    public async Task<IReadOnlyDictionary<string, string[]>> AddAsync(Viewer viewer, string address, string reason, CancellationToken cancellationToken)
    {
        var key = address.Trim().ToLowerInvariant();
        var words = DisplayText.Clean(reason, ReasonLength + 1);
        var errors = new Dictionary<string, string[]>();
        if (!MayKeep(viewer))
            errors["address"] = ["Only managers and admins keep this list."];
        else if (SendCheck.Canonical(key) is null)
            errors["address"] = ["Give an address that mail can be sent to, as name@company.example."];
        if (words.Length is 0 or > ReasonLength)
            errors["reason"] = [$"Say why, in 1 to {ReasonLength} characters."];
        if (errors.Count > 0)
            return errors;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        if (await db.SuppressedAddresses.SingleOrDefaultAsync(s => s.Address == key, cancellationToken) is { } known)
            known.Reason = words;
        else
            db.SuppressedAddresses.Add(new SuppressedAddress { Address = key, Reason = words, CreatedAt = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return errors;
    }

    /// <summary>Takes an address off the list.</summary>
    /// <returns>What was there, for <see cref="RestoreAsync"/>; null when it is not on it, or the viewer does not keep the list.</returns>
    public async Task<SuppressedAddress?> RemoveAsync(Viewer viewer, string address, CancellationToken cancellationToken)
    {
        var key = address.Trim().ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!MayKeep(viewer) || await db.SuppressedAddresses.AsNoTracking().SingleOrDefaultAsync(s => s.Address == key, cancellationToken) is not { } known)
            return null;
        return await db.SuppressedAddresses.Where(s => s.Id == known.Id).ExecuteDeleteAsync(cancellationToken) > 0 ? known : null;
    }

    /// <summary>Puts an address back that was taken off, with its reason and its day.</summary>
    /// <returns>False when somebody has entered it anew, or the viewer does not keep the list.</returns>
    public async Task<bool> RestoreAsync(Viewer viewer, SuppressedAddress removed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        if (!MayKeep(viewer) || await db.SuppressedAddresses.AnyAsync(s => s.Address == removed.Address, cancellationToken))
            return false;
        db.SuppressedAddresses.Add(removed);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
