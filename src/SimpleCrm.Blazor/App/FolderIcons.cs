using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.App;

internal static class FolderIcons
{
    public static string Of(FolderRole role) => role switch
    {
        FolderRole.Inbox => "inbox",
        FolderRole.Sent => "send",
        FolderRole.Drafts => "file-pen",
        FolderRole.Archive => "archive",
        FolderRole.Trash => "trash-2",
        FolderRole.Junk => "shield-alert",
        FolderRole.All => "mail",
        FolderRole.Starred => "star",
        _ => "folder",
    };
}
