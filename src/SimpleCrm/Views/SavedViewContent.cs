namespace SimpleCrm.Views;

/// <summary>What a person enters about a view.</summary>
public sealed record SavedViewContent
{
    /// <summary>1 to 60 characters; no other view of the owner's for this list has it.</summary>
    public string? Name { get; init; }

    /// <summary>The query of the list's address, at most 2,000 characters; empty for the whole list.</summary>
    public string? Query { get; init; }
    public bool IsForEveryone { get; init; }

    /// <summary>Not together with <see cref="IsForEveryone"/>.</summary>
    public long? TeamId { get; init; }

    /// <summary>Its place among the owner's, from 0; null leaves it where it is, and puts a new one last.</summary>
    public int? Position { get; init; }
}
