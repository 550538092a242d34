using System.Globalization;
using Microsoft.Extensions.Logging;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>
/// Brings the one copy of a sent email into Sent, and looks there for emails of unknown fate. It always looks before it appends, so
/// a crash after the append does not make a second copy; only the copy is ever tried again, never the submission.
/// </summary>
internal sealed partial class SentFiling(
    SentPlaces places, MailboxSessions sessions, OutboxStates states, OutgoingContents contents, ILogger<SentFiling> logger)
{
    private enum Finding { Missing, Found, Appended, Sent }

    private sealed record Filed(Finding Finding, string? RemoteId = null)
    {
        public bool IsSynced { get; init; }
    }

    /// <returns>False when the mailbox is disconnected.</returns>
    /// <param name="outgoing">A row that is Accepted or Unknown.</param>
    public async Task<bool> RunAsync(OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        try
        {
            var filed = await places.FindCopyAsync(outgoing, cancellationToken) switch
            {
                SyncedCopy.InSent => new Filed(Finding.Found) { IsSynced = true },
                SyncedCopy.Elsewhere when outgoing.State == OutgoingState.Unknown => new Filed(Finding.Sent),
                _ => await sessions.UseAsync<Filed?>(outgoing.MailboxId, async session => await FileAsync(session, outgoing, cancellationToken), cancellationToken),
            };
            if (filed is not { Finding: var finding, RemoteId: var copyId, IsSynced: var isSynced })
                return false;
            LogFiling(outgoing.Id, outgoing.MailboxId, outgoing.State, finding);
            await states.ChangeAsync(outgoing.Id, outgoing.State, row =>
            {
                Apply(row, finding);
                row.RemoteId = copyId ?? row.RemoteId;
            }, cancellationToken);
            // Nobody but us may know yet that the copy is there: a push can be lost, and the poll is minutes away.
            if (finding == Finding.Appended || finding == Finding.Found && !isSynced)
                places.Knock(outgoing.MailboxId);
        }
        catch (MailboxAccessException problem)
        {
            LogUnreachable(outgoing.Id, outgoing.MailboxId, problem.Problem);
            await states.ChangeAsync(outgoing.Id, outgoing.State, row => Postpone(row, problem), cancellationToken);
        }
        return true;
    }

    private async Task<Filed> FileAsync(IMailboxSession session, OutgoingEmail outgoing, CancellationToken cancellationToken)
    {
        var sent = await places.FindFolderAsync(session, outgoing.MailboxId, FolderRole.Sent, cancellationToken);
        var marker = outgoing.Id.ToString(CultureInfo.InvariantCulture);
        if (sent is not null && outgoing.RemoteId is { } remoteId && (await session.FindAsync(sent, [remoteId], cancellationToken)).Count > 0)
            return new Filed(Finding.Found);
        // Its id is kept where it is good in every folder: somebody may move the copy before the sync meets it.
        if (sent is not null && await session.FindByMessageIdAsync(sent, outgoing.MessageId, marker, cancellationToken) is [var found, ..])
            return new Filed(Finding.Found, session.HasStableIds ? found : null);
        if (outgoing.State == OutgoingState.Unknown || session.FilesSentItself)
            return new Filed(Finding.Missing);
        if (await contents.OpenAsync(outgoing.Id, cancellationToken) is not { } message)
            return new Filed(Finding.Missing);
        sent ??= (await session.CreateFolderAsync("Sent", FolderRole.Sent, cancellationToken)).RemoteId;
        var copy = MessageBuilder.SentCopy(message, await places.BccAsync(outgoing, cancellationToken));
        await session.AppendAsync(sent, copy, new DateTimeOffset(outgoing.AcceptedAt ?? states.Now, TimeSpan.Zero), cancellationToken);
        return new Filed(Finding.Appended);
    }

    private void Apply(OutgoingEmail row, Finding finding)
    {
        if (finding == Finding.Sent)
        {
            row.State = OutgoingState.Accepted;
            row.AcceptedAt = row.SubmittedAt ?? states.Now;
            row.SentLookups = 0;
            row.DueAt = states.Now;
            return;
        }
        if (finding != Finding.Missing)
        {
            row.State = OutgoingState.Filed;
            row.AcceptedAt ??= states.Now;
            row.FiledAt = states.Now;
            row.DueAt = DateTime.MaxValue;
            return;
        }
        row.SentLookups++;
        row.DueAt = row.State == OutgoingState.Unknown
            ? RetryTimes.BeforeLookup(row.SentLookups) is { } wait ? states.Now + wait : DateTime.MaxValue
            : row.SentLookups < RetryTimes.SelfFilingLookups ? states.Now + RetryTimes.AfterFiling(row.SentLookups) : DateTime.MaxValue;
    }

    private void Postpone(OutgoingEmail row, MailboxAccessException problem)
    {
        if (row.State == OutgoingState.Accepted)
        {
            row.SentLookups++;
            row.ServerReply = DisplayText.Truncate($"Sent, but not yet copied to the Sent folder. {MailboxProblemText.Of(problem.Problem, MailServerSide.Incoming, problem.Detail)}", 1000);
        }
        var wait = row.State == OutgoingState.Accepted ? RetryTimes.AfterFiling(row.SentLookups) : TimeSpan.FromMinutes(5);
        row.DueAt = states.Now + (problem.RetryAfter is { } asked && asked > wait ? asked : wait);
    }

    [LoggerMessage(1, LogLevel.Information, "Outgoing {OutgoingId} of mailbox {MailboxId} was {State}: its copy in Sent is {Finding}")]
    private partial void LogFiling(long outgoingId, long mailboxId, OutgoingState state, Finding finding);

    [LoggerMessage(2, LogLevel.Warning, "Sent of mailbox {MailboxId} cannot be reached for outgoing {OutgoingId}: {Problem}")]
    private partial void LogUnreachable(long outgoingId, long mailboxId, MailboxProblem problem);
}
