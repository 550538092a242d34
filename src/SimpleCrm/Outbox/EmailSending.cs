using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sharing;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>Sends emails on behalf of a person: checks, prepares and stores them, and shows how far they have come.</summary>
public sealed class EmailSending
{
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly Preparation _preparation;
    private readonly OutboxStates _states;
    private readonly OutgoingChoices _choices;
    private readonly OutboxSignal _signal;

    internal EmailSending(
        IDbContextFactory<SimpleCrmDbContext> contexts, Preparation preparation, OutboxStates states, OutgoingChoices choices, OutboxSignal signal)
    {
        _contexts = contexts;
        _preparation = preparation;
        _states = states;
        _choices = choices;
        _signal = signal;
    }

    /// <summary>Checks and stores an email to send. Returns once it is durable; the outbox submits it when it is due.</summary>
    public async Task<SendReceipt> SendAsync(Viewer viewer, SendRequest request, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request));
        return await FindRepeatAsync(viewer, request.IdempotencyKey, hash, cancellationToken) ?? await SendAsync(viewer, request, hash, null, cancellationToken);
    }

    /// <param name="draft">The draft that becomes this email, in the revision that is sent.</param>
    internal async Task<SendReceipt> SendAsync(Viewer viewer, SendRequest request, byte[] hash, (long Id, int Revision)? draft, CancellationToken cancellationToken)
    {
        var check = SendCheck.Of(request, new DateTimeOffset(_states.Now, TimeSpan.Zero));
        var mailbox = await FindMailboxAsync(viewer, request.MailboxId, check, cancellationToken);
        await CheckSuppressedAsync(request, check, cancellationToken);
        if (mailbox is null || check.Failed || await _preparation.PrepareAsync(viewer, mailbox, request, check, cancellationToken) is not { } prepared)
            return new SendReceipt { Errors = check.Errors };
        prepared.Outgoing.IdempotencyKey = request.IdempotencyKey;
        prepared.Outgoing.RequestHash = hash;
        prepared.Outgoing.DraftId = draft?.Id;
        if (!await StoreAsync(prepared, draft?.Revision, cancellationToken))
            return await FindRepeatAsync(viewer, request.IdempotencyKey, hash, cancellationToken)
                ?? (draft is null ? throw new InvalidOperationException("The email could not be stored.") : new SendReceipt { IsConflict = true });
        _signal.Raise();
        return ReceiptOf(prepared.Outgoing, prepared.Item.Email!.ThreadId);
    }

    /// <summary>
    /// Tries again now: a refused email, one that waits for another try, or, on the person's explicit wish, one whose fate is unknown.
    /// </summary>
    /// <returns>False when it is not the viewer's or is in no state to be tried again.</returns>
    public Task<bool> RetryAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => _choices.RetryAsync(viewer, outgoingId, cancellationToken);

    /// <summary>Takes back an email that was not submitted, or removes a refused one; it disappears from its thread.</summary>
    /// <returns>False when it is not the viewer's or too late.</returns>
    public Task<bool> CancelAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => _choices.CancelAsync(viewer, outgoingId, cancellationToken);

    /// <summary>Changes when an email that waits is sent.</summary>
    /// <param name="viewer">Its sender.</param>
    /// <param name="outgoingId">The outbox row.</param>
    /// <param name="sendAt">Up to a year ahead; a time in the past means now.</param>
    /// <param name="timeZone">IANA name of the zone in which it was chosen; null for the person's own.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>What is wrong with the time; null when it was changed, an empty text when it is not the viewer's or too late.</returns>
    public async Task<string?> RescheduleAsync(Viewer viewer, long outgoingId, DateTimeOffset sendAt, string? timeZone, CancellationToken cancellationToken)
    {
        if (SendCheck.FindFault(sendAt, timeZone, new DateTimeOffset(_states.Now, TimeSpan.Zero)) is { } fault)
            return fault;
        return await _choices.RescheduleAsync(viewer, outgoingId, sendAt, timeZone ?? viewer.TimeZone, cancellationToken) ? null : "";
    }

    /// <summary>The person knows that an email whose fate is unknown was sent: its copy is filed in Sent.</summary>
    /// <returns>False when it is not the viewer's or its fate is known.</returns>
    public Task<bool> MarkSentAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => _choices.MarkSentAsync(viewer, outgoingId, cancellationToken);

    /// <summary>The viewer's emails on their way or in need of attention, newest first: everything but filed and cancelled ones.</summary>
    public async Task<IReadOnlyList<OutgoingRow>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await OwnRows(db, viewer).Where(o => o.State != OutgoingState.Filed && o.State != OutgoingState.Cancelled)
            .OrderByDescending(o => o.Id).Take(500).ToListAsync(cancellationToken);
        var threads = await ThreadsAsync(db, rows, cancellationToken);
        var drafts = await DraftsAsync(db, rows, cancellationToken);
        return [.. rows.Select(r => RowOf(r, threads, drafts))];
    }

    /// <summary>How many those are.</summary>
    public async Task<int> CountAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await OwnRows(db, viewer).CountAsync(o => o.State != OutgoingState.Filed && o.State != OutgoingState.Cancelled, cancellationToken);
    }

    /// <summary>One outbox row of the viewer, whatever its state; null when unknown.</summary>
    public async Task<OutgoingRow?> FindAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await OwnRows(db, viewer).SingleOrDefaultAsync(o => o.Id == outgoingId, cancellationToken);
        return row is null ? null : RowOf(row, await ThreadsAsync(db, [row], cancellationToken), await DraftsAsync(db, [row], cancellationToken));
    }

    private static IQueryable<OutgoingEmail> OwnRows(SimpleCrmDbContext db, Viewer viewer) =>
        db.OutgoingEmails.AsNoTracking().Where(o => o.UserId == viewer.UserId && db.Mailboxes.Any(m => m.Id == o.MailboxId && m.OwnerId == viewer.UserId));

    private static Task<Dictionary<long, long>> ThreadsAsync(SimpleCrmDbContext db, IReadOnlyList<OutgoingEmail> rows, CancellationToken cancellationToken)
    {
        var emails = rows.Select(r => r.EmailId).ToList();
        return db.Emails.Where(e => emails.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.ThreadId, cancellationToken);
    }

    private static Task<Dictionary<long, string>> DraftsAsync(SimpleCrmDbContext db, IReadOnlyList<OutgoingEmail> rows, CancellationToken cancellationToken)
    {
        var drafts = rows.Select(r => r.DraftId).ToList();
        return db.Drafts.Where(d => drafts.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Key, cancellationToken);
    }

    private static OutgoingRow RowOf(OutgoingEmail row, Dictionary<long, long> threads, Dictionary<long, string> drafts) => new()
    {
        Id = row.Id,
        MailboxId = row.MailboxId,
        EmailId = row.EmailId,
        ThreadId = row.EmailId is { } email && threads.TryGetValue(email, out var thread) ? thread : null,
        State = row.State,
        Subject = row.Subject,
        Recipients = JsonSerializer.Deserialize<List<OutgoingRecipient>>(row.RecipientsJson)!,
        CreatedAt = row.CreatedAt,
        DueAt = row.DueAt,
        Attempts = row.Attempts,
        ServerReply = row.ServerReply,
        ScheduledFor = row.ScheduledFor,
        ScheduledZone = row.ScheduledZone,
        CancelIfAnswered = row.CancelIfAnswered,
        RemindAt = row.RemindAt,
        DraftId = row.DraftId is { } draft ? drafts.GetValueOrDefault(draft) : null,
    };

    internal async Task<SendReceipt?> FindRepeatAsync(Viewer viewer, string? key, byte[] hash, CancellationToken cancellationToken)
    {
        if (key is null)
            return null;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var first = await db.OutgoingEmails.AsNoTracking().SingleOrDefaultAsync(o => o.UserId == viewer.UserId && o.IdempotencyKey == key, cancellationToken);
        if (first is null)
            return null;
        if (first.RequestHash is null || !first.RequestHash.AsSpan().SequenceEqual(hash))
            return new SendReceipt { IsConflict = true };
        var threads = await ThreadsAsync(db, [first], cancellationToken);
        return ReceiptOf(first, first.EmailId is { } email ? threads.GetValueOrDefault(email) : 0);
    }

    private async Task CheckSuppressedAsync(SendRequest request, SendCheck check, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var (field, people) in new[] { ("to", request.To), ("cc", request.Cc), ("bcc", request.Bcc) })
        {
            var addresses = people.Select(p => SendCheck.Canonical(p.Email)?.ToLowerInvariant()).OfType<string>().ToList();
            if (addresses.Count > 0)
                foreach (var suppressed in await db.SuppressedAddresses.AsNoTracking().Where(s => addresses.Contains(s.Address)).ToListAsync(cancellationToken))
                    check.Add(field, $"{suppressed.Address} must not be written to ({suppressed.Reason}).");
        }
    }

    private async Task<Mailbox?> FindMailboxAsync(Viewer viewer, long mailboxId, SendCheck check, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailboxId && m.OwnerId == viewer.UserId, cancellationToken);
        if (mailbox is null)
            check.Add("mailboxId", "This mailbox is not one of yours; choose one of your connected mailboxes.");
        else if (mailbox.State == MailboxState.Disconnected)
            check.Add("mailboxId", "This mailbox is disconnected; connect it again to send from it.");
        else if (mailbox.State == MailboxState.NeedsReconnect)
            check.Add("mailboxId", "The server refuses this mailbox's password; reconnect it in the settings, then send again.");
        return mailbox;
    }

    // False when another request with the same key was stored in between, or the draft changed.
    private async Task<bool> StoreAsync(PreparedEmail prepared, int? draftRevision, CancellationToken cancellationToken)
    {
        var (outgoing, content, item) = prepared;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(outgoing.MailboxId, cancellationToken);
        if (outgoing.DraftId is { } draftId && await db.Drafts.Where(d => d.Id == draftId && d.State == DraftState.Open && d.Revision == draftRevision)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DraftState.Sending).SetProperty(d => d.OutgoingId, outgoing.Id).SetProperty(d => d.FileAt, DateTime.MaxValue), cancellationToken) == 0)
            return false;
        db.AddRange(outgoing, content);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (outgoing.IdempotencyKey is not null)
        {
            await transaction.RollbackAsync(cancellationToken);
            return false;
        }
        var threads = await ThreadJoining.LoadAsync(db, outgoing.MailboxId, [item], cancellationToken);
        var threadId = item.Email!.ThreadId = threads.Join(item, null);
        await ProtectedMarks.MarkNewAsync(db, outgoing.MailboxId, [item.Email], cancellationToken);
        await db.InsertAllAsync([item.Email], cancellationToken);
        await db.InsertAllAsync([item.Body!], cancellationToken);
        await db.InsertAllAsync(item.Attachments, cancellationToken);
        await threads.SaveAsync(db, outgoing.MailboxId, cancellationToken);
        await ThreadUpkeep.RefreshAsync(db, outgoing.MailboxId, [threadId], cancellationToken, threads.ExternalIds);
        await transaction.CommitAsync(cancellationToken);
        await _states.PublishAsync(db, outgoing, threadId, cancellationToken);
        return true;
    }

    private static SendReceipt ReceiptOf(OutgoingEmail row, long threadId) =>
        new() { Id = row.Id, State = row.State, DueAt = row.DueAt, EmailId = row.EmailId ?? 0, ThreadId = threadId };
}
