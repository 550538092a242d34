using SimpleCrm.Mail;

namespace SimpleCrm.Links;

/// <summary>What matching looks at of an email.</summary>
internal sealed record EmailToMatch
{
    public required long EmailId { get; init; }
    public required long MailboxId { get; init; }
    public required long ThreadId { get; init; }
    public required DateTime At { get; init; }
    public required EmailDirection Direction { get; init; }
    public required IReadOnlyList<Participant> Participants { get; init; }
    public string Subject { get; init; } = "";

    /// <summary>Written to many or by a machine: it says nothing of what its sender and the receiver are working on.</summary>
    public bool IsBulk { get; init; }

    public static EmailToMatch Of(Email email) => new()
    {
        EmailId = email.Id,
        MailboxId = email.MailboxId,
        ThreadId = email.ThreadId,
        At = email.SortAt,
        Direction = email.Direction,
        Participants = Links.Participants.Of(new EmailAddress(email.FromAddress, email.FromName), StoredPeople.People(email.PeopleJson), email.ListId is not null),
        Subject = email.Subject,
        IsBulk = email.ListId is not null || email.IsAutoReply,
    };
}
