using SimpleCrm.Mail;

namespace SimpleCrm.Tests.Sync;

/// <summary>Emails to put on a server.</summary>
internal static class Letters
{
    public static ParsedEmail Letter(int number, string? inReplyTo = null, string from = "bob@example.net", string? subject = null, string? messageId = null) => new()
    {
        MessageId = messageId ?? $"m{number}@example.net",
        InReplyTo = inReplyTo,
        References = inReplyTo is null ? [] : [inReplyTo],
        From = new EmailAddress(from, from.Split('@')[0]),
        To = [new EmailAddress("anna@example.org", "Anna")],
        Subject = subject ?? $"Letter {number}",
        SentAt = SyncBed.Start.AddMinutes(number - 5000),
        BodyText = $"This is letter {number}.",
        BodyHtml = $"<p>This is letter {number}.</p>",
        Snippet = $"This is letter {number}.",
    };

    public static MemoryEmail Put(this MemoryFolder folder, int number, bool isRead = false) =>
        folder.Add(Letter(number), SyncBed.Start.AddMinutes(number - 5000), isRead);

    public static void Fill(this MemoryFolder folder, int count, int first = 1)
    {
        for (var i = 0; i < count; i++)
            folder.Put(first + i);
    }

    /// <summary>An email that comes in now.</summary>
    public static MemoryEmail Arrive(this MemoryFolder folder, SyncBed bed, int number) => folder.Add(Letter(number), bed.Time.GetUtcNow());
}
