using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>
/// Hands one message to the sending server. <see cref="OutgoingState.Submitting"/> is durable before the first byte leaves, and from then on
/// every end that is not a clear answer is <see cref="OutgoingState.Unknown"/>.
/// </summary>
internal sealed partial class Submission(MailboxSessions sessions, OutboxStates states, OutgoingContents contents, SendGate gate, ILogger<Submission> logger)
{
    /// <returns>False when nothing could be begun.</returns>
    /// <param name="outgoing">A row that is due.</param>
    /// <param name="drained">Fires when the host cannot wait any longer for a submission to end.</param>
    public async Task<bool> RunAsync(OutgoingEmail outgoing, CancellationToken drained)
    {
        if (await sessions.FindAsync(outgoing.MailboxId, drained) is not var (provider, connection))
            return false;
        if (!await gate.AllowsAsync(outgoing, drained))
            return true;
        var message = (outgoing.Attempts == 0 ? await contents.OpenDatedAsync(outgoing, states.Now, drained) : await contents.OpenAsync(outgoing.Id, drained))
            ?? throw new InvalidOperationException("An outbox row that is not sent has lost its message.");
        var recipients = JsonSerializer.Deserialize<List<OutgoingRecipient>>(outgoing.RecipientsJson)!;
        var wire = new OutgoingMessage(message, SendCheck.Canonical(connection.Address) ?? connection.Address, [.. recipients.Select(r => r.Address)])
        {
            MessageId = outgoing.MessageId,
            Marker = outgoing.Id.ToString(CultureInfo.InvariantCulture),
            IsRepeated = outgoing.SubmittedAt is not null,
            ExternalThreadId = await states.FindExternalThreadAsync(outgoing, drained),
        };
        var begun = await states.ChangeAsync(outgoing.Id, OutgoingState.Prepared, row =>
        {
            row.State = OutgoingState.Submitting;
            row.SubmittedAt = states.Now;
            row.Attempts++;
        }, drained);
        if (!begun)
            return true;
        var started = states.Time.GetTimestamp();
        var result = await SubmitAsync(provider, connection, wire, drained);
        LogSubmitted(outgoing.Id, outgoing.MailboxId, result.Outcome, recipients.Count, result.RejectedRecipients.Count, (long)states.Time.GetElapsedTime(started).TotalMilliseconds);
        await RecordAsync(outgoing.Id, row => Apply(row, result, recipients), drained);
        if (result.SizeLimit is { } sizeLimit)
            await sessions.NoteSizeLimitAsync(outgoing.MailboxId, sizeLimit, drained);
        return true;
    }

    private async Task<SendResult> SubmitAsync(IEmailProvider provider, MailboxConnection connection, OutgoingMessage wire, CancellationToken drained)
    {
        try
        {
            return await provider.SendEmailAsync(connection, wire, drained);
        }
        // Whatever went wrong, the message may have left: no exception may turn into another try.
        catch (Exception exception)
        {
            LogBroken(connection.MailboxId, exception.GetType().Name);
            return new SendResult(SendOutcome.Unknown, null, new Dictionary<string, string>());
        }
    }

    // The answer is known only here until it is stored, so a database that is full or locked is asked again until the process ends;
    // then the row is found as Submitting, which is Unknown.
    private async Task RecordAsync(long outgoingId, Action<OutgoingEmail> change, CancellationToken drained)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await states.ChangeAsync(outgoingId, OutgoingState.Submitting, change, drained);
                return;
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
            {
                LogNotRecorded(outgoingId, attempt, exception.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(attempt, 30)), states.Time, drained);
            }
        }
    }

    private void Apply(OutgoingEmail row, SendResult result, List<OutgoingRecipient> recipients)
    {
        row.ServerReply = Words(result);
        row.RecipientsJson = JsonSerializer.Serialize(recipients.Select(r => r with { Rejection = Rejection(result, r.Address) }));
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                row.State = OutgoingState.Accepted;
                row.RemoteId = result.RemoteId;
                row.AcceptedAt = states.Now;
                row.SentLookups = 0;
                row.DueAt = states.Now;
                break;
            case SendOutcome.Rejected:
                GiveUp(row);
                break;
            case SendOutcome.NotSent when states.Now - row.CreatedAt > RetryTimes.SubmissionLifetime && row.Attempts > 20:
                row.ServerReply = DisplayText.Truncate($"Given up after {row.Attempts} tries. {row.ServerReply}", 1000);
                GiveUp(row);
                break;
            case SendOutcome.NotSent:
                row.State = OutgoingState.Prepared;
                row.DueAt = states.Now + RetryTimes.AfterSubmission(row.Attempts);
                break;
            default:
                OutboxStates.MakeUnknown(states.Now + RetryTimes.BeforeLookup(0)!.Value)(row);
                break;
        }
    }

    private static void GiveUp(OutgoingEmail row)
    {
        row.State = OutgoingState.Rejected;
        row.DueAt = DateTime.MaxValue;
    }

    private static string? Words(SendResult result)
    {
        var words = DisplayText.Clean(result.Reply, 1000);
        return result.Problem is { } problem && result.Outcome == SendOutcome.NotSent
            ? DisplayText.Truncate(MailboxProblemText.Of(problem, MailServerSide.Outgoing, words), 1000)
            : words.Length > 0 ? words : null;
    }

    private static string? Rejection(SendResult result, string address) =>
        result.RejectedRecipients.FirstOrDefault(r => r.Key.Equals(address, StringComparison.OrdinalIgnoreCase)) is { Key: not null } refused
            ? DisplayText.Clean(refused.Value, 500)
            : null;

    [LoggerMessage(1, LogLevel.Information, "Outgoing {OutgoingId} of mailbox {MailboxId}: {Outcome}, {Recipients} recipients, {Rejected} refused, {Milliseconds} ms")]
    private partial void LogSubmitted(long outgoingId, long mailboxId, SendOutcome outcome, int recipients, int rejected, long milliseconds);

    [LoggerMessage(2, LogLevel.Error, "A submission of mailbox {MailboxId} broke: {Exception}")]
    private partial void LogBroken(long mailboxId, string exception);

    [LoggerMessage(3, LogLevel.Error, "The result of outgoing {OutgoingId} could not be stored (try {Attempt}): {Exception}")]
    private partial void LogNotRecorded(long outgoingId, int attempt, string exception);
}
