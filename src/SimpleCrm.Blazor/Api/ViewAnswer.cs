using SimpleCrm.Links;
using SimpleCrm.Views;

namespace SimpleCrm.Blazor.Api;

/// <summary>A saved view.</summary>
public sealed record ViewAnswer
{
    public required string Id { get; init; }
    public required RecordKind Kind { get; init; }
    public required string Name { get; init; }
    public required string Query { get; init; }

    /// <summary>What the query names and is there no more, in words.</summary>
    public required IReadOnlyList<string> Gone { get; init; }
    public required string OwnerName { get; init; }
    public required bool IsOwn { get; init; }
    public required bool MayChange { get; init; }
    public required bool IsForEveryone { get; init; }
    public required string? TeamId { get; init; }
    public required bool IsDefault { get; init; }
    public required int Position { get; init; }

    /// <summary>Named by whoever changes the view.</summary>
    public required int Version { get; init; }

    internal static ViewAnswer Of(ShownView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        Kind = view.Kind,
        Name = view.Name,
        Query = view.Query,
        Gone = view.Gone,
        OwnerName = view.OwnerName,
        IsOwn = view.IsOwn,
        MayChange = view.MayChange,
        IsForEveryone = view.IsForEveryone,
        TeamId = view.TeamId is { } team ? ApiIds.Text(team) : null,
        IsDefault = view.IsDefault,
        Position = view.Position,
        Version = view.Version,
    };
}
