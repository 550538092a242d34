using System.Text.Json.Serialization;

namespace SimpleCrm.Mail;

/// <summary>The addresses of an email other than its sender.</summary>
public sealed record EmailPeople
{
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];
    public EmailAddress? Sender { get; init; }

    /// <summary>Mail-Followup-To: where the author wants answers to all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EmailAddress>? FollowupTo { get; init; }

    /// <summary>List-Post (RFC 2369) as it stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ListPost { get; init; }
}
