using Microsoft.Extensions.Logging;

namespace SimpleCrm.Sync;

internal static partial class SyncLog
{
    [LoggerMessage(1001, LogLevel.Debug, "A run of mailbox {MailboxId} took {Milliseconds} ms.")]
    public static partial void Ran(this ILogger logger, long mailboxId, long milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "Mailbox {MailboxId} cannot be synced now: {Problem}, attempt {Attempt}, again in {Seconds} s.")]
    public static partial void Retrying(this ILogger logger, long mailboxId, Mailboxes.MailboxProblem problem, int attempt, long seconds);

    [LoggerMessage(1003, LogLevel.Warning, "Mailbox {MailboxId} needs its owner: {Problem}.")]
    public static partial void NeedsOwner(this ILogger logger, long mailboxId, Mailboxes.MailboxProblem problem);

    [LoggerMessage(1004, LogLevel.Error, "A run of mailbox {MailboxId} broke with {Exception} at {Stack}")]
    public static partial void Broke(this ILogger logger, long mailboxId, string exception, string stack);

    [LoggerMessage(1005, LogLevel.Warning, "Folder {FolderId} of mailbox {MailboxId} is left alone until {Until:O} after {Failures} failures.")]
    public static partial void Parked(this ILogger logger, long mailboxId, long folderId, DateTime until, int failures);

    [LoggerMessage(1006, LogLevel.Warning, "The state of mailbox {MailboxId} could not be stored: {Exception}.")]
    public static partial void StateNotStored(this ILogger logger, long mailboxId, string exception);

    [LoggerMessage(1007, LogLevel.Warning, "Operation {OperationId} of mailbox {MailboxId} was refused for good and taken back.")]
    public static partial void Reverted(this ILogger logger, long mailboxId, long operationId);

    [LoggerMessage(1008, LogLevel.Information, "Listening for changes of mailbox {MailboxId} failed: {Problem}; again in {Seconds} s.")]
    public static partial void WatchFailed(this ILogger logger, long mailboxId, string problem, long seconds);

    [LoggerMessage(1009, LogLevel.Information, "Mailbox {MailboxId} audited: {Server} on the server, {Local} here, {Quarantined} set aside.")]
    public static partial void Audited(this ILogger logger, long mailboxId, int server, int local, int quarantined);
}
