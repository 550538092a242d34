using SimpleCrm.Access;

namespace SimpleCrm.Sync;

/// <summary>
/// What a person does to mail: shown at once, kept durably and written to the server in order. Works on the viewer's own mailboxes;
/// ids that are unknown or someone else's are passed over in silence.
/// </summary>
public sealed class MailActions
{
    /// <summary>Marks every email of the conversations read or unread.</summary>
    public Task<MailAct> SetReadAsync(Viewer viewer, IReadOnlyList<long> threadIds, bool read, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Marks single emails read or unread.</summary>
    public Task<MailAct> SetEmailReadAsync(Viewer viewer, IReadOnlyList<long> emailIds, bool read, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stars the newest email of each conversation, or takes every star away.</summary>
    public Task<MailAct> SetStarredAsync(Viewer viewer, IReadOnlyList<long> threadIds, bool starred, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Takes the conversations out of the Inbox into the archive, which is made when the account has none.</summary>
    public Task<MailAct> ArchiveAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves the conversations to Trash, wherever their emails are.</summary>
    public Task<MailAct> TrashAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves what others wrote to Junk.</summary>
    public Task<MailAct> SpamAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves the conversations from Junk to the Inbox.</summary>
    public Task<MailAct> NotSpamAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves the conversations to a folder of the same mailbox; from one folder alone where that is given.</summary>
    public Task<MailAct> MoveAsync(Viewer viewer, IReadOnlyList<long> threadIds, long toFolderId, CancellationToken cancellationToken, long? fromFolderId = null) => throw new NotSupportedException();

    /// <summary>Deletes for good what the conversations have in Trash and Junk. Sent to the server after a short wait, in which it can be undone.</summary>
    public Task<MailAct> DeleteForeverAsync(Viewer viewer, IReadOnlyList<long> threadIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Takes a whole act back, whether or not the server has it already.</summary>
    /// <returns>False when the act is unknown, too old, or deleted for good at the server.</returns>
    public Task<bool> UndoAsync(Viewer viewer, long actId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
