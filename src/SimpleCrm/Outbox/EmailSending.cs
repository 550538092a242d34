using SimpleCrm.Access;

namespace SimpleCrm.Outbox;

/// <summary>Sends emails on behalf of a person: checks, prepares and stores them, and shows how far they have come.</summary>
public sealed class EmailSending
{
    /// <summary>Checks and stores an email to send. Returns once it is durable; the outbox submits it when it is due.</summary>
    public Task<SendReceipt> SendAsync(Viewer viewer, SendRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// Tries again now: a refused email, one that waits for another try, or, on the person's explicit wish, one whose fate is unknown.
    /// </summary>
    /// <returns>False when it is not the viewer's or is in no state to be tried again.</returns>
    public Task<bool> RetryAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes back an email that was not submitted, or removes a refused one; it disappears from its thread.</summary>
    /// <returns>False when it is not the viewer's or too late.</returns>
    public Task<bool> CancelAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The person knows that an email whose fate is unknown was sent: its copy is filed in Sent.</summary>
    /// <returns>False when it is not the viewer's or its fate is known.</returns>
    public Task<bool> MarkSentAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The viewer's emails on their way or in need of attention, newest first: everything but filed and cancelled ones.</summary>
    public Task<IReadOnlyList<OutgoingRow>> ListAsync(Viewer viewer, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One outbox row of the viewer, whatever its state; null when unknown.</summary>
    public Task<OutgoingRow?> FindAsync(Viewer viewer, long outgoingId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
