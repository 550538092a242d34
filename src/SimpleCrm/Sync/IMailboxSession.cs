using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// An open session with an account. Not safe for concurrent use. Throws <see cref="MailboxAccessException"/> when the connection
/// breaks or the server refuses; the session is then of no further use unless the exception says otherwise.
/// </summary>
public interface IMailboxSession : IAsyncDisposable
{
    /// <summary>
    /// A remote id names the same message in every folder and for as long as the message exists (Gmail, Outlook with immutable ids), so that a
    /// message known from one folder needs no second fetch in another. For IMAP an id holds in its folder only.
    /// </summary>
    bool HasStableIds => false;

    /// <summary>
    /// An open session costs the server nothing, because each request stands for itself. It is then kept from poll to poll, and what was once asked
    /// of the account need not be asked again.
    /// </summary>
    bool HoldsNoConnection => false;

    /// <summary>
    /// So many emails at most are fetched in one request, where more would only wait for the provider's quota, and a person's act with them.
    /// </summary>
    int MostAtOnce => int.MaxValue;

    /// <summary>
    /// All folders with the marks by which an unchanged folder is recognised, in as few round trips as the server allows.
    /// </summary>
    Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The folder's current cursor, its ids and their flags, observed together. Newest first. The baseline of a backfill, a mark-and-sweep,
    /// an audit, and of servers that cannot tell changes.
    /// </summary>
    Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken);

    /// <summary>What changed in the folder since the cursor, or that the cursor no longer serves.</summary>
    Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Fetches and parses emails in batches, in the order given. An email that has gone meanwhile is left out; one that cannot be read comes
    /// as a failure. Bodies' text parts are included, attachments only described.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken);

    /// <summary>The whole message as stored at the server.</summary>
    /// <returns>False when it no longer exists.</returns>
    Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken);

    /// <summary>The decoded content of one part.</summary>
    /// <returns>False when it no longer exists.</returns>
    Task<bool> FetchAttachmentAsync(string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken);

    /// <summary>Sets or clears read and star; null leaves a flag alone. Ids that are gone are ignored.</summary>
    Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken);

    /// <summary>
    /// Moves emails. Without MOVE it copies, marks deleted and expunges only those ids (UIDPLUS), or leaves them marked. Never expunges others.
    /// </summary>
    /// <returns>New remote ids by old ones, where the server tells (COPYUID).</returns>
    Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken);

    /// <summary>Deletes emails for good. Never expunges others.</summary>
    Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken);

    /// <summary>Which of the ids still exist, with their flags.</summary>
    Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken);

    /// <summary>Remote ids in the folder whose Message-ID, or our own outgoing header, matches.</summary>
    Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken);

    /// <summary>Stores a message in a folder (the Sent copy), marked read.</summary>
    /// <returns>Its remote id where the server tells (APPENDUID).</returns>
    Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a draft in the account's Drafts, replacing the one stored before. Where the server cannot replace, the new one is stored before the
    /// old one goes, so that a break leaves one too many, never none.
    /// </summary>
    /// <param name="remoteId">The draft stored before; null for a new one, and harmless when it is gone.</param>
    /// <returns>Its remote id now.</returns>
    Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken);

    /// <summary>Removes a draft for good. One that is gone already is no error.</summary>
    Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken);

    /// <summary>Creates a folder (an Archive or Sent that is missing). Succeeds when it already exists.</summary>
    Task<RemoteFolder> CreateFolderAsync(string name, Mail.FolderRole role, CancellationToken cancellationToken);

    /// <summary>The sending server files sent mail by itself, so none must be appended.</summary>
    bool FilesSentItself { get; }
}
