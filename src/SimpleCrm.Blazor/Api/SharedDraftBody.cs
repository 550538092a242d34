namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>PUT /api/email/shared-drafts/{id}</c>: the whole subject and text.</summary>
public sealed record SharedDraftBody
{
    /// <summary>The revision the text was begun from.</summary>
    public int BaseRevision { get; init; }
    public string? Subject { get; init; }

    /// <summary>Ignored where the draft is plain text.</summary>
    public string? Html { get; init; }
    public string? Text { get; init; }
}
