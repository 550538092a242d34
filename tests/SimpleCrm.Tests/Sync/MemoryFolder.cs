using SimpleCrm.Mail;

namespace SimpleCrm.Tests.Sync;

internal sealed class MemoryEmail
{
    public required uint Uid { get; set; }

    /// <summary>The same in every folder, for servers with stable ids.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");
    public required ParsedEmail Content { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public long Size { get; init; } = 1000;
    public bool IsRead { get; set; }
    public bool IsStarred { get; set; }
    public long Mark { get; set; }
}

internal sealed class MemoryFolder
{
    public required string Name { get; set; }
    public FolderRole Role { get; set; }
    public uint Validity { get; set; }
    public required string ObjectId { get; init; }
    public required MemoryMailServer Server { get; init; }
    public uint NextUid { get; set; } = 1;
    public long Mark { get; set; } = 1;
    public List<MemoryEmail> Emails { get; } = [];
    public List<(uint Uid, string Id, long Mark)> Vanished { get; } = [];

    /// <summary>Flag changes leave no mark, as on servers whose extension lies.</summary>
    public bool HidesFlagChanges { get; set; }

    public string Cursor => $"{Validity}|{NextUid}|{Mark}|{Emails.Count}";

    public MemoryEmail Add(ParsedEmail content, DateTimeOffset receivedAt, bool isRead = false, bool isStarred = false, long size = 1000, string? id = null)
    {
        var email = new MemoryEmail { Id = id ?? Guid.NewGuid().ToString("N"), Uid = NextUid++, Content = content, ReceivedAt = receivedAt, IsRead = isRead, IsStarred = isStarred, Mark = ++Mark, Size = size };
        Emails.Add(email);
        if (Server.HasAllMail && Role is not (FolderRole.All or FolderRole.Trash or FolderRole.Junk))
            Server.AllMail.Label(email);
        return email;
    }

    public void Remove(MemoryEmail email)
    {
        if (Emails.Remove(email))
            Vanished.Add((email.Uid, email.Id, ++Mark));
    }

    public MemoryEmail MoveTo(MemoryEmail email, MemoryFolder target)
    {
        if (!Server.HasStableIds)
        {
            Remove(email);
            return target.Add(email.Content, email.ReceivedAt, email.IsRead, email.IsStarred, email.Size);
        }
        foreach (var folder in Server.HasAllMail && target.Role is FolderRole.Trash or FolderRole.Junk ? [.. Server.Folders.Where(f => f != target)] : new[] { this })
            if (folder.Role != FolderRole.All || target.Role is FolderRole.Trash or FolderRole.Junk)
                if (folder.Emails.Find(e => e.Id == email.Id) is { } copy)
                    folder.Remove(copy);
        return target.Label(email);
    }

    /// <summary>Shows an email here too, under its own id.</summary>
    public MemoryEmail Label(MemoryEmail email) => Emails.Find(e => e.Id == email.Id) ?? Add(email.Content, email.ReceivedAt, email.IsRead, email.IsStarred, email.Size, email.Id);

    /// <summary>Deletes an email for good.</summary>
    public void Delete(MemoryEmail email)
    {
        foreach (var folder in Server.HasStableIds ? Server.Folders : [this])
            if (folder.Emails.Find(e => folder == this ? e == email : e.Id == email.Id) is { } copy)
                folder.Remove(copy);
    }

    public void SetFlags(MemoryEmail email, bool? read = null, bool? starred = null)
    {
        if (Server.HasStableIds)
            foreach (var folder in Server.Folders)
                if (folder.Emails.Find(e => e.Id == email.Id) is { } copy)
                    folder.SetOwnFlags(copy, read, starred);
        SetOwnFlags(email, read, starred);
    }

    private void SetOwnFlags(MemoryEmail email, bool? read, bool? starred)
    {
        if ((read ?? email.IsRead) == email.IsRead && (starred ?? email.IsStarred) == email.IsStarred)
            return;
        (email.IsRead, email.IsStarred) = (read ?? email.IsRead, starred ?? email.IsStarred);
        if (!HidesFlagChanges)
            email.Mark = ++Mark;
    }

    public string RemoteId(MemoryEmail email) => Server.HasStableIds ? email.Id : $"{Validity}:{email.Uid}";
}
