using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>The account's folders as the server lists them.</summary>
/// <param name="Folders">Every folder, selectable or not.</param>
/// <param name="IsComplete">False when the listing is empty, garbled or cut: it is then no evidence that a folder is gone.</param>
public sealed record FolderListing(IReadOnlyList<RemoteFolder> Folders, bool IsComplete);

/// <summary>A folder at the server.</summary>
public sealed record RemoteFolder
{
    /// <summary>The server's key of the folder: the full path for IMAP.</summary>
    public required string RemoteId { get; init; }

    /// <summary>The last part of the path, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>The folder it lies in; null at the top.</summary>
    public string? ParentRemoteId { get; init; }

    /// <summary>What it is for: by special use (RFC 6154), else by its name. A role is one folder's at most.</summary>
    public FolderRole Role { get; init; }

    /// <summary>False for one that only holds other folders.</summary>
    public bool IsSelectable { get; init; } = true;

    /// <summary>See <see cref="MailFolder.Identity"/>.</summary>
    public string? Identity { get; init; }

    /// <summary>
    /// The cursor the folder has now, where the listing tells it (LIST-STATUS with UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, MESSAGES).
    /// Equal to the stored cursor means: nothing changed, do not open it. Null means: unknown, look.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>Emails in it; null where the listing does not tell.</summary>
    public int? Count { get; init; }
}

/// <summary>An email's id and flags at the server.</summary>
public sealed record RemoteEmail(string RemoteId, bool IsRead, bool IsStarred, bool IsAnswered)
{
    /// <summary>See <see cref="Email.Categories"/>; null where the provider has none or did not tell, which changes nothing.</summary>
    public string? Categories { get; init; }

    /// <summary>See <see cref="Email.Focus"/>; null where the provider has no such state or did not tell, which changes nothing.</summary>
    public InboxFocus? Focus { get; init; }
}

/// <summary>All ids of a folder, newest first, with the cursor observed with them.</summary>
/// <param name="Cursor">Changes after this observation are told by it.</param>
/// <param name="Emails">Id and flags of each email.</param>
/// <param name="IsComplete">The number of ids equals what the server says the folder holds; otherwise no evidence of deletion.</param>
public sealed record RemoteListing(string Cursor, IReadOnlyList<RemoteEmail> Emails, bool IsComplete);

/// <summary>What a cursor can tell.</summary>
public enum ChangesKind
{
    /// <summary>The lists hold every change since the cursor.</summary>
    Delta,

    /// <summary>The server cannot tell changes: list the folder and compare (no CONDSTORE, or its answers proved wrong).</summary>
    ListingNeeded,

    /// <summary>The cursor is no longer valid (UIDVALIDITY changed, history gone): mark and sweep.</summary>
    Expired,
}

/// <summary>Changes of one folder since a cursor.</summary>
public sealed record FolderChanges(ChangesKind Kind)
{
    /// <summary>Nothing changed, as far as the cursor tells.</summary>
    public bool IsEmpty => Kind == ChangesKind.Delta && !RemovalsUnknown && Added.Count + FlagChanges.Count + Removed.Count == 0;

    /// <summary>The cursor after these changes; set for <see cref="ChangesKind.Delta"/>.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Ids not covered by the cursor yet, newest first.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>Emails the cursor covers whose flags may have changed.</summary>
    public IReadOnlyList<RemoteEmail> FlagChanges { get; init; } = [];

    /// <summary>Ids the cursor covers that are gone; may name ids that were gone long before (RFC 7162 §3.2.10).</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>
    /// The server tells additions and flags but not removals (CONDSTORE without QRESYNC): the counts disagree, so list and compare for removals.
    /// </summary>
    public bool RemovalsUnknown { get; init; }

    /// <summary>Emails in the folder after these changes, against which the result is checked; null where unknown.</summary>
    public int? ServerCount { get; init; }
}

/// <summary>One email fetched from the server, or the reason why it could not be read.</summary>
public sealed record FetchedEmail
{
    /// <summary>Its id and flags.</summary>
    public required RemoteEmail Remote { get; init; }

    /// <summary>When the server received it (INTERNALDATE).</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Size of the whole message in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The provider's id that stays the same in every folder; null for plain IMAP.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The provider's conversation id; null where it has none.</summary>
    public string? ExternalThreadId { get; init; }

    /// <summary>Marked as a draft at the server.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The parsed message; null when <see cref="Failure"/> is set.</summary>
    public ParsedEmail? Content { get; init; }

    /// <summary>A short code and the exception's type, never content.</summary>
    public string? Failure { get; init; }
}

/// <summary>A message ready for the wire.</summary>
/// <param name="Content">RFC 5322 bytes with CRLF line ends, without Bcc.</param>
/// <param name="From">Envelope sender.</param>
/// <param name="Recipients">Envelope recipients.</param>
public sealed record OutgoingMessage(MailContent Content, string From, IReadOnlyList<string> Recipients)
{
    /// <summary>RFC 5322 Message-ID without angle brackets; the provider may replace it.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Value of our own header, by which the email is found again.</summary>
    public string Marker { get; init; } = "";

    /// <summary>It was tried before, so that something of it may be left at the provider.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The provider's thread of the email that is answered (Gmail threadId); null for a new conversation.</summary>
    public string? ExternalThreadId { get; init; }
}

/// <summary>How a submission ended.</summary>
public enum SendOutcome
{
    /// <summary>Accepted for at least one recipient.</summary>
    Accepted,

    /// <summary>Refused for good (5xx): nothing was sent.</summary>
    Rejected,

    /// <summary>Certainly not sent, and worth another try (no connection, 4xx).</summary>
    NotSent,

    /// <summary>The line was lost after the message may have been accepted.</summary>
    Unknown,
}

/// <summary>The result of a submission.</summary>
/// <param name="Outcome">What is certain about it.</param>
/// <param name="Reply">The server's words.</param>
/// <param name="RejectedRecipients">Refused recipients with the server's words, when others were accepted.</param>
/// <param name="Problem">Why the server could not be reached, for <see cref="SendOutcome.NotSent"/>.</param>
public sealed record SendResult(SendOutcome Outcome, string? Reply, IReadOnlyDictionary<string, string> RejectedRecipients, Mailboxes.MailboxProblem? Problem = null)
{
    /// <summary>The provider's id of the sent message, where it tells.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Bytes of the largest message the server says it takes (SIZE, RFC 1870); null when it said nothing.</summary>
    public long? SizeLimit { get; init; }
}
