namespace SimpleCrm.EndToEnd.Kills;

/// <summary>An email in a folder, as the server and as the product tell it.</summary>
internal sealed record HeldEmail(string Folder, string MessageId, bool IsRead, bool IsStarred)
{
    /// <summary>One name for the folder of a role, whatever a provider calls it.</summary>
    public static string FolderName(string role, string name) => role switch
    {
        "inbox" => "INBOX",
        "sent" => "Sent",
        "drafts" => "Drafts",
        "archive" => "Archive",
        "trash" => "Trash",
        "junk" => "Junk",
        "all" => "All",
        _ => name,
    };

    public override string ToString() => $"{Folder} {MessageId}{(IsRead ? " read" : "")}{(IsStarred ? " starred" : "")}";
}
