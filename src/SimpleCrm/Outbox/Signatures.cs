using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>A person's signatures: several for each of their mailboxes, one of them chosen for new emails and one for answers.</summary>
public sealed class Signatures(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault, TimeProvider time)
{
    public const int NameLength = 100;

    /// <summary>Characters, pictures included.</summary>
    public const int HtmlLength = 400_000;

    /// <summary>Signatures of one mailbox.</summary>
    public const int Most = 30;

    /// <summary>All signatures of the viewer's mailboxes, by mailbox and name.</summary>
    public async Task<IReadOnlyList<SignatureView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Own(db, viewer).AsNoTracking().OrderBy(s => s.MailboxId).ThenBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(View)];
    }

    /// <summary>Stores a new signature (id 0) or changes one. A mailbox's first one becomes its default for new emails and answers.</summary>
    public async Task<SignatureOutcome> SaveAsync(Viewer viewer, SignatureView wanted, CancellationToken cancellationToken)
    {
        if (Mistake(wanted) is { } mistake)
            return mistake;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.MailboxesFor(viewer).AnyAsync(m => m.Id == wanted.MailboxId, cancellationToken))
            return SignatureOutcome.Wrong("mailboxId", "This mailbox is not one of yours; choose one of your connected mailboxes.");
        await using var transaction = await db.BeginAsync(wanted.MailboxId, cancellationToken);
        var others = await db.Signatures.Where(s => s.MailboxId == wanted.MailboxId && s.Id != wanted.Id).ToListAsync(cancellationToken);
        var row = wanted.Id == 0 ? null : await Own(db, viewer).SingleOrDefaultAsync(s => s.Id == wanted.Id, cancellationToken);
        if (wanted.Id != 0 && row is null)
            return SignatureOutcome.Unknown;
        if (row is null)
        {
            if (others.Count >= Most)
                return SignatureOutcome.Wrong("name", $"A mailbox can have at most {Most} signatures.");
            db.Signatures.Add(row = new Signature());
        }
        row.MailboxId = wanted.MailboxId;
        row.Name = wanted.Name.Trim();
        row.HtmlCipher = vault.EncryptText(ComposedHtml.Clean(wanted.Html), Signature.Place(row.Id));
        row.IsDefaultForNew = wanted.IsDefaultForNew || wanted.Id == 0 && others.Count == 0;
        row.IsDefaultForReply = wanted.IsDefaultForReply || wanted.Id == 0 && others.Count == 0;
        row.UpdatedAt = time.GetUtcNow().UtcDateTime;
        foreach (var other in others)
        {
            other.IsDefaultForNew &= !row.IsDefaultForNew;
            other.IsDefaultForReply &= !row.IsDefaultForReply;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignatureOutcome(View(row), new Dictionary<string, string[]>());
    }

    /// <returns>False when it is not the viewer's.</returns>
    public async Task<bool> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Own(db, viewer).Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private static IQueryable<Signature> Own(SimpleCrmDbContext db, Viewer viewer) => db.Signatures.Where(s => db.MailboxesFor(viewer).Any(m => m.Id == s.MailboxId));

    private static SignatureOutcome? Mistake(SignatureView wanted) =>
        wanted.Name.Trim() is not { Length: > 0 and <= NameLength } || wanted.Name.Any(char.IsControl)
            ? SignatureOutcome.Wrong("name", $"Give the signature a name of at most {NameLength} characters.")
        : wanted.Html.Length > HtmlLength ? SignatureOutcome.Wrong("html", "The signature is too large; use smaller pictures.")
        : HtmlToText.Convert(wanted.Html).Trim().Length == 0 && !wanted.Html.Contains("<img", StringComparison.OrdinalIgnoreCase)
            ? SignatureOutcome.Wrong("html", "Write something into the signature.")
        : null;

    private SignatureView View(Signature row) =>
        new(row.Id, row.MailboxId, row.Name, vault.DecryptText(row.HtmlCipher, Signature.Place(row.Id)), row.IsDefaultForNew, row.IsDefaultForReply);
}
