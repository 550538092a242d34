namespace SimpleCrm.Mail;

/// <summary>What answering needs to know of the email that is answered.</summary>
public sealed record ReplySource
{
    public required EmailAddress From { get; init; }
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    /// <summary>Mail-Followup-To.</summary>
    public IReadOnlyList<EmailAddress> FollowupTo { get; init; } = [];
    /// <summary>The List-Post header as it stands; null when it is no list mail.</summary>
    public string? ListPost { get; init; }

    public static ReplySource Of(ParsedEmail email) => new()
    {
        From = email.From,
        ReplyTo = email.ReplyTo,
        To = email.To,
        Cc = email.Cc,
        Bcc = email.Bcc,
        FollowupTo = email.FollowupTo,
        ListPost = email.ListPost,
    };
}
