namespace SimpleCrm.Blazor.Api;

/// <summary>What the columns of an import's file are.</summary>
public sealed record ImportMappingBody
{
    /// <summary>One for each column: a target's name, or an empty text.</summary>
    public string[]? Mapping { get; init; }

    /// <summary>Records that are there already get what the file says.</summary>
    public bool UpdatesExisting { get; init; }
}
