using SimpleCrm.Mail;

namespace SimpleCrm.Tests.Sync;

internal sealed class MemoryEmail
{
    public required uint Uid { get; set; }
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
    public uint NextUid { get; set; } = 1;
    public long Mark { get; set; } = 1;
    public List<MemoryEmail> Emails { get; } = [];
    public List<(uint Uid, long Mark)> Vanished { get; } = [];

    /// <summary>Flag changes leave no mark, as on servers whose extension lies.</summary>
    public bool HidesFlagChanges { get; set; }

    public string Cursor => $"{Validity}|{NextUid}|{Mark}|{Emails.Count}";

    public MemoryEmail Add(ParsedEmail content, DateTimeOffset receivedAt, bool isRead = false, bool isStarred = false, long size = 1000)
    {
        var email = new MemoryEmail { Uid = NextUid++, Content = content, ReceivedAt = receivedAt, IsRead = isRead, IsStarred = isStarred, Mark = ++Mark, Size = size };
        Emails.Add(email);
        return email;
    }

    public void Remove(MemoryEmail email)
    {
        if (Emails.Remove(email))
            Vanished.Add((email.Uid, ++Mark));
    }

    public MemoryEmail MoveTo(MemoryEmail email, MemoryFolder target)
    {
        Remove(email);
        return target.Add(email.Content, email.ReceivedAt, email.IsRead, email.IsStarred, email.Size);
    }

    public void SetFlags(MemoryEmail email, bool? read = null, bool? starred = null)
    {
        if ((read ?? email.IsRead) == email.IsRead && (starred ?? email.IsStarred) == email.IsStarred)
            return;
        (email.IsRead, email.IsStarred) = (read ?? email.IsRead, starred ?? email.IsStarred);
        if (!HidesFlagChanges)
            email.Mark = ++Mark;
    }

    public string RemoteId(MemoryEmail email) => $"{Validity}:{email.Uid}";
}
