using SimpleCrm.TestServers.Emails;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Where generated emails lie before a mailbox is connected.</summary>
internal static class GeneratedPlaces
{
    public static string FolderOf(GeneratedEmail email) => email.Outgoing ? "Sent" : email.Index % 10 == 0 ? "Projects" : email.Index % 7 == 0 ? "Archive" : "INBOX";
}
