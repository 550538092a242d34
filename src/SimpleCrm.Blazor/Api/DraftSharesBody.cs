namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>PUT /api/email/drafts/{id}/shares</c>: all colleagues who shall have the draft; none takes it back from everybody.</summary>
public sealed record DraftSharesBody
{
    internal const int Most = 200;

    public IReadOnlyList<string>? PersonIds { get; init; }
}
