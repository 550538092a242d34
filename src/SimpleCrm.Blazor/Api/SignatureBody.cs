using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A signature, as asked for and as answered.</summary>
public sealed record SignatureBody
{
    /// <summary>Given by the server.</summary>
    public string? Id { get; init; }
    public string? MailboxId { get; init; }
    public string? Name { get; init; }
    public string? Html { get; init; }

    /// <summary>Chosen for new emails; at most one of a mailbox is.</summary>
    public bool IsDefaultForNew { get; init; }

    /// <summary>Chosen for answers and forwards; at most one of a mailbox is.</summary>
    public bool IsDefaultForReply { get; init; }

    internal static SignatureBody Of(SignatureView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        MailboxId = ApiIds.Text(view.MailboxId),
        Name = view.Name,
        Html = view.Html,
        IsDefaultForNew = view.IsDefaultForNew,
        IsDefaultForReply = view.IsDefaultForReply,
    };

    internal SignatureView ToView(long id) => new(id, ApiIds.Parse(MailboxId) ?? 0, Name ?? "", Html ?? "", IsDefaultForNew, IsDefaultForReply);
}
