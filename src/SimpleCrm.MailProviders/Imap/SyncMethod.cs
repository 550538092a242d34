namespace SimpleCrm.MailProviders.Imap;

/// <summary>How a folder's changes are learnt, from the least the server can do to the most.</summary>
internal enum SyncMethod
{
    /// <summary>All ids and flags are listed and compared.</summary>
    UidComparison = 0,

    /// <summary>Additions and flags since a mark (RFC 7162 CONDSTORE); removals show in the count.</summary>
    Condstore = 1,

    /// <summary>Additions, flags and removals since a mark, in the answer to SELECT (RFC 7162 QRESYNC).</summary>
    Qresync = 2,
}
