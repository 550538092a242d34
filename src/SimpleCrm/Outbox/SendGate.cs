using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// What is asked again at the moment of sending, for it may be long since the person pressed "Send": may they still send, may its recipients be
/// written to, has one of them written first, and has the mailbox sent as much as it may.
/// </summary>
internal sealed class SendGate(IDbContextFactory<SimpleCrmDbContext> contexts, Viewers viewers, OutboxStates states, OutgoingRemoval removal, IOptions<SendingOptions> options)
{
    /// <summary>Why an email was taken back that waited for its time.</summary>
    public const string Answered = "Not sent: a recipient wrote first.";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <returns>False when it does not go now: it was refused, put off or taken back, and says why.</returns>
    public async Task<bool> AllowsAsync(OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindRefusalAsync(db, outgoing, cancellationToken) is { } refusal)
        {
            await states.ChangeAsync(outgoing.Id, OutgoingState.Prepared, row =>
            {
                row.State = OutgoingState.Rejected;
                row.DueAt = DateTime.MaxValue;
                row.ServerReply = DisplayText.Truncate(refusal, 1000);
            }, cancellationToken);
            return false;
        }
        if (outgoing.CancelIfAnswered && await IsAnsweredAsync(db, outgoing, cancellationToken))
        {
            await removal.RunAsync(outgoing.Id, OutgoingState.Prepared, Answered, cancellationToken);
            return false;
        }
        if (await FindLimitAsync(db, outgoing, cancellationToken) is var (until, words))
        {
            await states.ChangeAsync(outgoing.Id, OutgoingState.Prepared, row =>
            {
                row.DueAt = until;
                row.ServerReply = words;
            }, cancellationToken);
            return false;
        }
        return true;
    }

    /// <summary>Whether one of the recipients has written since it was prepared; what a machine sends is no answer.</summary>
    public static async Task<bool> IsAnsweredAsync(SimpleCrmDbContext db, OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        var addresses = Recipients(outgoing).Select(r => r.Address.ToLowerInvariant()).ToList();
        var senders = await db.Emails
            .Where(e => e.MailboxId == outgoing.MailboxId && e.SortAt > outgoing.CreatedAt.AddDays(-7) && e.ReceivedAt > outgoing.CreatedAt)
            .Where(e => e.Direction == EmailDirection.Inbound && !e.IsAutoReply && e.Report == ReportState.None)
            .Where(e => addresses.Contains(e.FromAddress.ToLower()))
            .AnyAsync(cancellationToken);
        return senders;
    }

    private async Task<string?> FindRefusalAsync(SimpleCrmDbContext db, OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        if (!await db.Mailboxes.AnyAsync(m => m.Id == outgoing.MailboxId && m.OwnerId == outgoing.UserId && m.DeletionRequestedAt == null, cancellationToken))
            return "Not sent: the mailbox is no longer its sender's.";
        if (await viewers.FindAsync(outgoing.UserId, cancellationToken) is null)
            return "Not sent: its sender may not use the product any more.";
        var recipients = Recipients(outgoing);
        if (recipients.FirstOrDefault(r => SendCheck.Canonical(r.Address) is null) is { } malformed)
            return $"Not sent: “{malformed.Address}” is not an address that mail can be sent to.";
        var addresses = recipients.Select(r => r.Address.ToLowerInvariant()).ToList();
        return await db.SuppressedAddresses.Where(s => addresses.Contains(s.Address)).OrderBy(s => s.Address).FirstOrDefaultAsync(cancellationToken) is { } suppressed
            ? $"Not sent: {suppressed.Address} must not be written to ({suppressed.Reason})."
            : null;
    }

    private async Task<(DateTime Until, string Words)?> FindLimitAsync(SimpleCrmDbContext db, OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        var now = states.Now;
        var limits = options.Value;
        var sent = db.OutgoingEmails.Where(o => o.MailboxId == outgoing.MailboxId && o.SubmittedAt != null && o.Id != outgoing.Id);
        var lastMinute = await sent.Where(o => o.SubmittedAt > now - Minute).OrderByDescending(o => o.SubmittedAt).Select(o => o.SubmittedAt!.Value)
            .Take(limits.EmailsPerMinute).ToListAsync(cancellationToken);
        if (lastMinute.Count == limits.EmailsPerMinute)
            return (lastMinute[^1] + Minute, $"Waits: this mailbox sends at most {limits.EmailsPerMinute} emails a minute.");
        var lastDay = await sent.Where(o => o.SubmittedAt > now - Day).SumAsync(o => o.RecipientCount, cancellationToken);
        if (lastDay == 0 || lastDay + outgoing.RecipientCount <= limits.RecipientsPerDay)
            return null;
        var oldest = await sent.Where(o => o.SubmittedAt > now - Day).MinAsync(o => o.SubmittedAt!.Value, cancellationToken);
        return (Earlier(oldest + Day, now.AddMinutes(15)), $"Waits: this mailbox writes to at most {limits.RecipientsPerDay} recipients in 24 hours.");
    }

    private static List<OutgoingRecipient> Recipients(OutgoingEmail outgoing) => JsonSerializer.Deserialize<List<OutgoingRecipient>>(outgoing.RecipientsJson)!;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
