using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Labels as folders. A message in Trash or Spam is nowhere else; any other is under each of its labels and in All mail, which is no label at
/// Gmail but what remains when the last one is taken off.
/// </summary>
internal static class LabelFolders
{
    public const string All = "ALL", Inbox = "INBOX", Sent = "SENT", Drafts = "DRAFT", Trash = "TRASH", Spam = "SPAM", Unread = "UNREAD", Starred = "STARRED";

    private static readonly Dictionary<string, (string Name, FolderRole Role)> System = new(StringComparer.Ordinal)
    {
        [Inbox] = ("Inbox", FolderRole.Inbox),
        [Sent] = ("Sent", FolderRole.Sent),
        [Drafts] = ("Drafts", FolderRole.Drafts),
        [Trash] = ("Trash", FolderRole.Trash),
        [Spam] = ("Spam", FolderRole.Junk),
    };

    public static RemoteFolder AllMail { get; } = new() { RemoteId = All, Name = "All mail", Role = FolderRole.All };

    /// <summary>System labels that are places, All mail, and the person's own labels, nested by the slashes in their names.</summary>
    public static IReadOnlyList<RemoteFolder> Of(IReadOnlyList<Label> labels)
    {
        var folders = new List<RemoteFolder> { AllMail };
        var users = labels.Where(l => l.Type == "user" && l is { Id: not null, Name: not null }).ToList();
        var byName = users.DistinctBy(l => l.Name).ToDictionary(l => l.Name!, l => l.Id!);
        foreach (var label in labels.Where(l => l.Id is not null && System.ContainsKey(l.Id)))
            folders.Add(new RemoteFolder { RemoteId = label.Id!, Name = System[label.Id!].Name, Role = System[label.Id!].Role });
        foreach (var label in users)
        {
            var slash = label.Name!.LastIndexOf('/');
            var parent = slash > 0 ? byName.GetValueOrDefault(label.Name[..slash]) : null;
            folders.Add(new RemoteFolder { RemoteId = label.Id!, Name = parent is null ? label.Name : label.Name[(slash + 1)..], ParentRemoteId = parent });
        }
        return folders;
    }

    /// <summary>Whether a message with these labels is in the folder.</summary>
    public static bool Holds(string folder, IList<string>? labels)
    {
        if (labels is null)
            return folder == All;
        if (labels.Contains(Trash))
            return folder == Trash;
        if (labels.Contains(Spam))
            return folder == Spam;
        return folder == All || labels.Contains(folder);
    }

    public static RemoteEmail Email(string id, IList<string>? labels) =>
        new(id, labels?.Contains(Unread) != true, labels?.Contains(Starred) == true, IsAnswered: false);
}
