using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>
/// The one way an outbox row changes its state: a short transaction of its own that succeeds only from the expected state, then a notice
/// to the open screens.
/// </summary>
internal sealed class OutboxStates(IDbContextFactory<SimpleCrmDbContext> contexts, LiveFeed live, DraftSignal drafts, TimeProvider time)
{
    public TimeProvider Time => time;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<OutgoingEmail?> FindAsync(long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutgoingEmails.AsNoTracking().SingleOrDefaultAsync(o => o.Id == outgoingId, cancellationToken);
    }

    /// <summary>The provider's conversation in which an email is sent; null when it has none yet.</summary>
    public async Task<string?> FindExternalThreadAsync(OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (from e in db.Emails
                      join t in db.Threads on e.ThreadId equals t.Id
                      where e.Id == outgoing.EmailId && t.MailboxId == outgoing.MailboxId
                      select t.ExternalId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Applies a change to a row that is in the expected state, and shows it on its email.</summary>
    /// <returns>False when the row is gone or in another state: somebody else was first.</returns>
    public async Task<bool> ChangeAsync(long outgoingId, OutgoingState expected, Action<OutgoingEmail> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(await db.OutgoingEmails.Where(o => o.Id == outgoingId).Select(o => o.MailboxId).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var row = await db.OutgoingEmails.SingleOrDefaultAsync(o => o.Id == outgoingId && o.State == expected, cancellationToken);
        if (row is null)
            return false;
        change(row);
        var email = await db.Emails.SingleOrDefaultAsync(e => e.Id == row.EmailId, cancellationToken);
        var shows = email is not null && email.Status != StatusOf(row);
        if (shows)
            Show(email!, row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        if (shows)
            await ThreadUpkeep.RefreshAsync(db, row.MailboxId, [email!.ThreadId], cancellationToken);
        if (row.State is OutgoingState.Accepted or OutgoingState.Filed)
        {
            await DraftStore.EndAsync(db, [row.Id], Now, cancellationToken);
            if (email is not null)
                await EmailLinking.LinkKnownAsync(db, [email.Id], Now, cancellationToken);
            if (expected is OutgoingState.Submitting or OutgoingState.Unknown && row.RemindAt is { } remindAt && email is not null)
                await db.Threads.Where(t => t.Id == email.ThreadId).ExecuteUpdateAsync(s => s
                    .SetProperty(t => t.RemindAt, remindAt).SetProperty(t => t.RemindSince, row.AcceptedAt ?? Now).SetProperty(t => t.ReminderDueAt, (DateTime?)null), cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        drafts.Raise();
        await PublishAsync(db, row, email?.ThreadId, cancellationToken);
        return true;
    }

    private void Show(Email email, OutgoingEmail row)
    {
        email.Status = StatusOf(row);
        email.UpdatedAt = Now;
        // A scheduled or delayed email takes its place among the others when it is sent.
        if (email.Status == EmailStatus.Sent && row.AcceptedAt is { } accepted)
            // Date headers have whole seconds: an answer within the same second must not stand before it.
            email.SortAt = accepted.AddTicks(-(accepted.Ticks % TimeSpan.TicksPerSecond));
    }

    private static EmailStatus StatusOf(OutgoingEmail row) => StatusOf(row.State, JsonSerializer.Deserialize<List<OutgoingRecipient>>(row.RecipientsJson)!);

    /// <summary>Nobody can tell whether the message was accepted; the search in Sent begins at the given time.</summary>
    public static Action<OutgoingEmail> MakeUnknown(DateTime lookAt) => row =>
    {
        row.State = OutgoingState.Unknown;
        row.SentLookups = 0;
        row.DueAt = lookAt;
    };

    public async Task PublishAsync(SimpleCrmDbContext db, OutgoingEmail row, long? threadId, CancellationToken cancellationToken)
    {
        var owner = await db.Mailboxes.Where(m => m.Id == row.MailboxId).Select(m => m.OwnerId).SingleOrDefaultAsync(cancellationToken);
        var draft = row.DraftId is null ? null : await db.Drafts.Where(d => d.Id == row.DraftId).Select(d => d.Key).SingleOrDefaultAsync(cancellationToken);
        live.Publish(new LiveChange
        {
            MailboxId = row.MailboxId,
            OwnerId = owner,
            OutgoingIds = [row.Id],
            ThreadIds = threadId is { } id ? [id] : [],
            DraftIds = draft is null ? [] : [draft],
        });
    }

    /// <summary>What an email shows: how its sending stands, and, once reports came for all its recipients, what they say.</summary>
    public static EmailStatus StatusOf(OutgoingState state, IReadOnlyList<OutgoingRecipient> recipients) => state switch
    {
        OutgoingState.Accepted or OutgoingState.Filed when recipients.Count > 0 && recipients.All(r => r.Delivery == DeliveryOutcome.Failed || r.Rejection is not null) => EmailStatus.Failed,
        OutgoingState.Accepted or OutgoingState.Filed when recipients.Count > 0 && recipients.All(r => r.Delivery == DeliveryOutcome.Delivered) => EmailStatus.Delivered,
        OutgoingState.Accepted or OutgoingState.Filed => EmailStatus.Sent,
        OutgoingState.Rejected => EmailStatus.Failed,
        _ => EmailStatus.Draft,
    };
}
