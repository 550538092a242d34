using SimpleCrm.Mail;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>An email of a conversation that somebody else shares. At the level "everything" its body is at /mail/emails/{id}/document.</summary>
public sealed record SharedEmailAnswer
{
    public required string Id { get; init; }
    public required EmailAddress From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required DateTime At { get; init; }
    public required EmailDirection Direction { get; init; }
    public string? Subject { get; init; }
    public string? Snippet { get; init; }
    public required IReadOnlyList<ThreadAttachment> Attachments { get; init; }

    internal static SharedEmailAnswer Of(SharedEmailView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        From = view.From,
        To = view.To,
        Cc = view.Cc,
        At = view.At,
        Direction = view.Direction,
        Subject = view.Subject,
        Snippet = view.Snippet,
        Attachments = [.. view.Attachments.Select(a => new ThreadAttachment(ApiIds.Text(a.Id), a.FileName, a.MimeType, a.Size, a.Url, ApiIds.Text(a.Id), a.IsInline))],
    };
}
