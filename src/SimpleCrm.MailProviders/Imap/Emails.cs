using MailKit;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>An email's id and flags from the server's own.</summary>
internal static class Emails
{
    /// <summary>
    /// Marked for removal: as good as gone. Where ids cannot be expunged singly, a moved or deleted email stays like this for others to expunge.
    /// </summary>
    public static bool IsDeleted(MessageFlags flags) => (flags & MessageFlags.Deleted) != 0;

    public static RemoteEmail Of(uint uidValidity, uint uid, MessageFlags flags) => new(
        RemoteIds.Of(uidValidity, uid),
        (flags & MessageFlags.Seen) != 0,
        (flags & MessageFlags.Flagged) != 0,
        (flags & MessageFlags.Answered) != 0);
}
