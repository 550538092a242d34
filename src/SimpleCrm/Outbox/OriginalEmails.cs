using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>Finds the emails a person may answer or forward.</summary>
internal sealed class OriginalEmails(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault)
{
    /// <summary>By the product's own id; null when it is unknown to the viewer.</summary>
    public async Task<OriginalEmail?> FindAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await Own(db, viewer).SingleOrDefaultAsync(e => e.Id == emailId, cancellationToken);
        return email is null ? null : await OpenAsync(db, email, cancellationToken);
    }

    /// <summary>By the product's own id or a Message-ID, preferring the given mailbox; null when it is unknown to the viewer.</summary>
    public async Task<OriginalEmail?> FindAsync(Viewer viewer, long mailboxId, string reference, CancellationToken cancellationToken)
    {
        if (long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await FindAsync(viewer, id, cancellationToken);
        if (MessageIds.Normalise(reference) is not { } messageId)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = EmailIdentity.MessageIdHash(messageId);
        var email = await Own(db, viewer)
            .Where(e => db.ThreadReferences.Any(r => r.MailboxId == e.MailboxId && r.MessageIdHash == hash && r.ThreadId == e.ThreadId) && e.MessageId == messageId)
            .OrderByDescending(e => e.MailboxId == mailboxId).ThenBy(e => e.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return email is null ? null : await OpenAsync(db, email, cancellationToken);
    }

    private static IQueryable<Email> Own(SimpleCrmDbContext db, Viewer viewer) =>
        db.Emails.AsNoTracking().Where(e => db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId));

    private async Task<OriginalEmail> OpenAsync(SimpleCrmDbContext db, Email email, CancellationToken cancellationToken)
    {
        var body = await db.EmailBodies.AsNoTracking().SingleOrDefaultAsync(b => b.EmailId == email.Id, cancellationToken);
        return new OriginalEmail
        {
            Email = email,
            People = JsonSerializer.Deserialize<EmailPeople>(email.PeopleJson) ?? new(),
            Text = body is null ? "" : vault.DecryptText(body.TextCipher, $"EmailBodies:{email.Id}:Text"),
            Html = body is null ? "" : vault.DecryptText(body.HtmlCipher, $"EmailBodies:{email.Id}:Html"),
            Attachments = await db.Attachments.AsNoTracking().Where(a => a.EmailId == email.Id).OrderBy(a => a.Id).ToListAsync(cancellationToken),
        };
    }
}
