namespace SimpleCrm.Mailboxes;

/// <summary>Why a mailbox cannot be reached or synced; each has its own message for the person.</summary>
public enum MailboxProblem
{
    WrongPassword = 0,
    AppPasswordNeeded = 1,
    UnknownHost = 2,
    ConnectionRefused = 3,
    TimedOut = 4,
    TlsNotOffered = 5,
    BadCertificate = 6,
    UnencryptedNotAllowed = 7,
    PrivateAddressNotAllowed = 8,
    LoginDisabled = 9,
    NotAMailServer = 10,
    ServerError = 11,
    ServerBusy = 12,
    FoldersUnreadable = 13,
    DiskFull = 14,
    DatabaseBusy = 15,
    Internal = 16,
    ConnectionLost = 17,

    /// <summary>The account has used up its space at the server.</summary>
    ServerFull = 18,

    /// <summary>The person, or their organisation, withdrew consent (invalid_grant): only connecting again helps.</summary>
    ConsentWithdrawn = 19,

    /// <summary>Consent was given for less than is needed.</summary>
    ScopesMissing = 20,

    /// <summary>The provider asks to be asked less often; it passes by itself.</summary>
    RateLimited = 21,
}
