namespace SimpleCrm.Mail;

/// <summary>The addresses of an email other than its sender.</summary>
public sealed record EmailPeople
{
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];
    public EmailAddress? Sender { get; init; }
}
