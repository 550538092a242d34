using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Api;

/// <summary>A folder of a mailbox.</summary>
public sealed record FolderAnswer
{
    public required string Id { get; init; }
    public required string MailboxId { get; init; }

    /// <summary>Its own name, without those of the folders it lies in.</summary>
    public required string Name { get; init; }

    /// <summary>The folder it lies in; absent at the top.</summary>
    public string? ParentId { get; init; }

    /// <summary>"none", "inbox", "sent", "drafts", "archive", "trash", "junk", "all" or "starred".</summary>
    public required FolderRole Role { get; init; }

    /// <summary>Conversations with an unread email in this folder.</summary>
    public required int UnreadThreads { get; init; }

    /// <summary>Conversations with an email in this folder.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>False for one that only holds other folders.</summary>
    public required bool IsSelectable { get; init; }

    internal static FolderAnswer Of(FolderRow folder) => new()
    {
        Id = ApiIds.Text(folder.Id),
        MailboxId = ApiIds.Text(folder.MailboxId),
        Name = folder.Name,
        ParentId = ApiIds.Text(folder.ParentId),
        Role = folder.Role,
        UnreadThreads = folder.UnreadThreads,
        ThreadCount = folder.ThreadCount,
        IsSelectable = folder.IsSelectable,
    };
}
