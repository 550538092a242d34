using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>The view with which a list opens.</summary>
public sealed record DefaultViewBody
{
    public RecordKind Kind { get; init; }

    /// <summary>Null for the whole list.</summary>
    public string? ViewId { get; init; }
}
