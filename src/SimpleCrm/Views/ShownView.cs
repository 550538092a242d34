using SimpleCrm.Links;

namespace SimpleCrm.Views;

/// <summary>A saved view as one person sees it.</summary>
public sealed record ShownView
{
    public required long Id { get; init; }
    public required RecordKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The query as it was saved.</summary>
    public required string Query { get; init; }

    /// <summary>The query without what is gone.</summary>
    public required string Usable { get; init; }

    /// <summary>What the query names and is there no more, each in words: "the custom field “region”".</summary>
    public required IReadOnlyList<string> Gone { get; init; }
    public required string OwnerName { get; init; }
    public required bool IsOwn { get; init; }

    /// <summary>The owner and admins may change and delete it.</summary>
    public required bool MayChange { get; init; }
    public required bool IsForEveryone { get; init; }
    public required long? TeamId { get; init; }
    public required string? TeamName { get; init; }

    /// <summary>The viewer's list opens with it.</summary>
    public required bool IsDefault { get; init; }
    public required int Position { get; init; }
    public required int Version { get; init; }
}
