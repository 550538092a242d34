using SimpleCrm.Links;
using SimpleCrm.Views;

namespace SimpleCrm.Blazor.Api;

/// <summary>A saved view to add or as it is to be.</summary>
public sealed record ViewBody
{
    /// <summary>Of a new one; a view stays with its list.</summary>
    public RecordKind Kind { get; init; }
    public string? Name { get; init; }

    /// <summary>The query of the list's address, like "owner=me&amp;tag=vip&amp;sort=changed".</summary>
    public string? Query { get; init; }
    public bool IsForEveryone { get; init; }
    public string? TeamId { get; init; }

    /// <summary>Its place among the owner's, from 0; left out, it stays where it is, and a new one comes last.</summary>
    public int? Position { get; init; }

    /// <summary>The version that was read; of a new one it is not looked at.</summary>
    public int Version { get; init; }

    internal SavedViewContent ToContent() => new() { Name = Name, Query = Query, IsForEveryone = IsForEveryone, TeamId = RecordAnswers.Reference(TeamId), Position = Position };
}
