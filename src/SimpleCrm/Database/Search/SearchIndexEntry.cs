using SimpleCrm.Mail;

namespace SimpleCrm.Database.Search;

/// <summary>The words of one email, ready for the index.</summary>
internal sealed record SearchIndexEntry
{
    // Longer bodies are cut: nobody searches for the last pages of a pasted log.
    private const int MaxBodyLength = 256 * 1024;

    public required long EmailId { get; init; }
    public required long MailboxId { get; init; }
    public required DateTime SortAt { get; init; }

    /// <summary><see cref="Mail.Email.SearchKey"/>, where the index uses it.</summary>
    public long? Key { get; init; }
    public required bool HasAttachments { get; init; }
    public required long Size { get; init; }
    public required string Subject { get; init; }
    public required string Sender { get; init; }
    public required string Recipients { get; init; }
    public required string Body { get; init; }
    public required string Attachments { get; init; }

    /// <summary>The words of an email as it is stored.</summary>
    public static SearchIndexEntry Of(Email email, string body, IEnumerable<string> files)
    {
        var people = StoredPeople.People(email.PeopleJson);
        return new SearchIndexEntry
        {
            EmailId = email.Id,
            MailboxId = email.MailboxId,
            SortAt = email.SortAt,
            Key = email.SearchKey,
            Subject = SearchText.Normalise(email.Subject),
            Sender = SearchText.Normalise($"{email.FromName} {email.FromAddress}"),
            Recipients = SearchText.Normalise(string.Join(' ', people.To.Concat(people.Cc).Concat(people.Bcc).Select(a => $"{a.Name} {a.Email}"))),
            Body = SearchText.Normalise(body.Length > MaxBodyLength ? body[..MaxBodyLength] : body),
            Attachments = SearchText.Normalise(string.Join(' ', files)),
            HasAttachments = email.HasAttachments,
            Size = email.Size,
        };
    }
}
