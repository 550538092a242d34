using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A draft that a colleague shares. Hidden recipients and files stay with its writer.</summary>
public sealed record SharedDraftAnswer
{
    public required string Id { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>The address it will be sent from.</summary>
    public required string From { get; init; }
    public required int Revision { get; init; }
    public required DateTime SavedAt { get; init; }
    public required IReadOnlyList<DraftPerson> To { get; init; }
    public required IReadOnlyList<DraftPerson> Cc { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required bool IsPlainText { get; init; }

    /// <summary>How many files go along.</summary>
    public required int Files { get; init; }

    internal static SharedDraftAnswer Of(SharedDraftView draft) => new()
    {
        Id = ApiIds.Text(draft.Id),
        OwnerName = draft.OwnerName,
        From = draft.From,
        Revision = draft.Revision,
        SavedAt = draft.SavedAt,
        To = [.. draft.To.Select(p => new DraftPerson(p.Email, p.Name))],
        Cc = [.. draft.Cc.Select(p => new DraftPerson(p.Email, p.Name))],
        Subject = draft.Subject,
        Html = draft.Html,
        Text = draft.Text,
        IsPlainText = draft.IsPlainText,
        Files = draft.Files,
    };
}
