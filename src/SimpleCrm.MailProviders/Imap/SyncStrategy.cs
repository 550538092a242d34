using MailKit.Net.Imap;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Picks how a folder's changes are learnt.</summary>
internal static class SyncStrategy
{
    /// <summary>
    /// The best method the server offers, does not lie about, and has not failed at before: a cursor without a usable mark, or one
    /// that was demoted because an answer proved wrong, lowers it.
    /// </summary>
    public static SyncMethod Choose(ImapCapabilities capabilities, ServerQuirks quirks, FolderCursor cursor)
    {
        var offered = SyncMethod.UidComparison;
        // RFC 7162 §3.2: QRESYNC includes CONDSTORE, whether or not it is listed.
        if ((capabilities & (ImapCapabilities.CondStore | ImapCapabilities.QuickResync)) != 0 && !quirks.CondstoreLies)
        {
            offered = (capabilities & ImapCapabilities.QuickResync) != 0 && !quirks.QresyncLies
                ? SyncMethod.Qresync
                : SyncMethod.Condstore;
        }
        if (cursor.ModSeq == 0 || cursor.UidNext == 0)
            return SyncMethod.UidComparison;
        return offered < cursor.Ceiling ? offered : cursor.Ceiling;
    }
}
