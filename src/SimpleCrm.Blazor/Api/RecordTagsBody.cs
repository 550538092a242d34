using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>Records that a tag is put on or taken off.</summary>
public sealed record RecordTagsBody
{
    public RecordKind Kind { get; init; }

    /// <summary>At most <see cref="TagEndpoints.MostRecords"/>.</summary>
    public IReadOnlyList<string>? Ids { get; init; }
    public string? Tag { get; init; }

    /// <summary>False takes it off.</summary>
    public bool IsPutOn { get; init; } = true;
}
