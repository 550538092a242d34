using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>
/// Addresses and domains whose mail is never shared: those of the workspace, which admins keep, and everybody's own. They hold for mail that is
/// here when the change is answered, and for what comes.
/// </summary>
public sealed class ProtectedSenders(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private const int Most = 1000;

    /// <summary>The workspace's and the viewer's own.</summary>
    public async Task<IReadOnlyList<ProtectedSenderView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProtectedSenders.Where(p => p.UserId == null || p.UserId == viewer.UserId).OrderBy(p => p.Value)
            .Select(p => new ProtectedSenderView(p.Id, p.Value, p.UserId == null)).ToListAsync(cancellationToken);
    }

    /// <summary>Adds an address or a domain.</summary>
    /// <param name="isWorkspace">For all mailboxes; admins only.</param>
    /// <returns>What is wrong, for people; null when it is done.</returns>
    public async Task<string?> AddAsync(Viewer viewer, string text, bool isWorkspace, CancellationToken cancellationToken)
    {
        if (isWorkspace && viewer.Role != Role.Admin)
            return "Only an admin can change what holds for everybody.";
        var value = AddressKeys.Of(text) is { Length: > 0 } key ? key : AddressKeys.Domain(text.Trim().TrimStart('@'));
        if (value.Length > AddressKeys.MaxLength || !value.Contains('.') || !AddressSyntax.IsValid(value.Contains('@') ? value : $"a@{value}"))
            return "Enter an address, such as ana@ruiz.example, or a domain, such as ruiz.example.";
        long? userId = isWorkspace ? null : viewer.UserId;
        return await ChangeAsync(userId, async db =>
        {
            var list = db.ProtectedSenders.Where(p => p.UserId == userId);
            if (await list.AnyAsync(p => p.Value == value, cancellationToken))
                return null;
            if (await list.CountAsync(cancellationToken) >= Most)
                return $"The list is full: it holds {Most:N0}.";
            db.ProtectedSenders.Add(new ProtectedSender { UserId = userId, Value = value, At = time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }, cancellationToken);
    }

    /// <summary>Takes one off its list: its mail is shared again as everything else.</summary>
    /// <returns>False when there is none that the viewer may take off.</returns>
    public async Task<bool> RemoveAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        ProtectedSender? found;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            found = await db.ProtectedSenders.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && (p.UserId == viewer.UserId || p.UserId == null && viewer.Role == Role.Admin), cancellationToken);
        if (found is null)
            return false;
        await ChangeAsync(found.UserId, async db =>
        {
            await db.ProtectedSenders.Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken);
            return null;
        }, cancellationToken);
        return true;
    }

    // One transaction with every mailbox it holds for: between the entry and the marks nothing may be read, nor stored by an older list.
    private async Task<string?> ChangeAsync(long? userId, Func<SimpleCrmDbContext, Task<string?>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.Mailboxes.Where(m => userId == null || m.OwnerId == userId).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        foreach (var mailbox in mailboxes)
            await db.LockAsync(mailbox, cancellationToken);
        if (await change(db) is { } mistake)
            return mistake;
        foreach (var mailbox in mailboxes)
            await ProtectedMarks.MarkAllAsync(db, mailbox, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
