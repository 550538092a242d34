using SimpleCrm.Access;

namespace SimpleCrm.Outbox;

/// <summary>Prepares what the composer opens with when a person replies, forwards or writes anew.</summary>
public sealed class ReplyStart
{
    /// <summary>Recipients, subject, quote and mailbox for an answer to or a forward of an email; null when it is unknown to the viewer.</summary>
    public Task<ComposeStart?> ForAsync(Viewer viewer, long emailId, ComposeMode mode, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>A new email from the given mailbox, or the viewer's first usable one; null when there is none.</summary>
    public Task<ComposeStart?> NewAsync(Viewer viewer, long? mailboxId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
