using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>
/// Reads the reports that came back and notes on the emails they are about what became of them for each recipient. A report counts only when it
/// returns the Message-ID or our own header of an email that was sent from the same mailbox to that recipient: neither can be guessed.
/// </summary>
internal sealed partial class DeliveryReports(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, OutboxStates states, ILogger<DeliveryReports> logger)
{
    private const int Batch = 50;
    private const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Reads what waits to be read.</summary>
    /// <returns>How many reports were about an email sent from here.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<Email> waiting;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            waiting = await db.Emails.AsNoTracking().Where(e => e.Report == ReportState.Waiting).OrderBy(e => e.Id).Take(Batch).ToListAsync(cancellationToken);
        var applied = 0;
        foreach (var email in waiting)
        {
            try
            {
                var outcome = await ReadAsync(email, cancellationToken);
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await db.Emails.Where(e => e.Id == email.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Report, outcome), cancellationToken);
                applied += outcome == ReportState.Applied ? 1 : 0;
            }
            catch (MailboxAccessException problem)
            {
                LogUnreachable(email.MailboxId, problem.Problem);
            }
        }
        return applied;
    }

    private async Task<ReportState> ReadAsync(Email email, CancellationToken cancellationToken)
    {
        if (email.Size > MostBytes || await SourceAsync(email, cancellationToken) is not { } source)
            return ReportState.Unrelated;
        using (source)
            return DeliveryReportReader.Read(source, cancellationToken) is { } report && await ApplyAsync(email, report, cancellationToken)
                ? ReportState.Applied
                : ReportState.Unrelated;
    }

    private async Task<MemoryStream?> SourceAsync(Email email, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Folder, string RemoteId)> places;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            places = await RemotePlaces.OfAsync(db, email.Id, cancellationToken);
        return await sessions.UseAsync(email.MailboxId, async session =>
        {
            foreach (var (folder, remoteId) in places)
            {
                var source = new MemoryStream();
                if (await session.FetchSourceAsync(folder, remoteId, source, cancellationToken))
                {
                    source.Position = 0;
                    return source;
                }
            }
            return null;
        }, cancellationToken);
    }

    private async Task<bool> ApplyAsync(Email email, DeliveryReport report, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(email.MailboxId, cancellationToken);
        var marker = long.TryParse(report.Marker, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var row = await db.OutgoingEmails.Where(o => o.MailboxId == email.MailboxId && (report.MessageIds.Contains(o.MessageId) || o.Id == marker) && o.SubmittedAt != null)
            .OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return false;
        var recipients = JsonSerializer.Deserialize<List<OutgoingRecipient>>(row.RecipientsJson)!;
        var noted = recipients.ConvertAll(r => Note(r, report));
        if (noted.SequenceEqual(recipients))
            return recipients.Exists(r => r.Delivery is not null);
        row.RecipientsJson = JsonSerializer.Serialize(noted);
        // Whoever reports on it has had it.
        if (row.State == OutgoingState.Unknown)
        {
            row.State = OutgoingState.Accepted;
            row.AcceptedAt ??= row.SubmittedAt;
            row.SentLookups = 0;
            row.DueAt = states.Now;
            await DraftStore.EndAsync(db, [row.Id], states.Now, cancellationToken);
        }
        var sent = await db.Emails.SingleOrDefaultAsync(e => e.Id == row.EmailId, cancellationToken);
        if (sent is not null)
        {
            sent.Status = OutboxStates.StatusOf(row.State, noted);
            sent.UpdatedAt = states.Now;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogApplied(row.Id, row.MailboxId, report.Recipients.Count);
        await states.PublishAsync(db, row, sent?.ThreadId, cancellationToken);
        return true;
    }

    // A later report is the better one, but a delay says nothing once the end is known.
    private static OutgoingRecipient Note(OutgoingRecipient recipient, DeliveryReport report)
    {
        var about = report.Recipients.FirstOrDefault(r => r.Addresses.Any(a => a.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase)));
        if (about is null || about.Outcome == DeliveryOutcome.Delayed && recipient.Delivery is DeliveryOutcome.Failed or DeliveryOutcome.Delivered)
            return recipient;
        return recipient with { Delivery = about.Outcome, DeliveryStatus = about.Status, DeliveryWords = about.Words.Length > 0 ? about.Words : null };
    }

    [LoggerMessage(1, LogLevel.Information, "A report on outgoing {OutgoingId} of mailbox {MailboxId} names {Recipients} recipients")]
    private partial void LogApplied(long outgoingId, long mailboxId, int recipients);

    [LoggerMessage(2, LogLevel.Warning, "A report in mailbox {MailboxId} cannot be read now: {Problem}")]
    private partial void LogUnreachable(long mailboxId, Mailboxes.MailboxProblem problem);
}
