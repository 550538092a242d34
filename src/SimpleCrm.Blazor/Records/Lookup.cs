namespace SimpleCrm.Blazor.Records;

/// <summary>Finds records by name, for fields that point to one.</summary>
public abstract class Lookup
{
    /// <summary>Asked above the list of choices.</summary>
    public abstract string Question { get; }

    /// <summary>Shown while nothing is chosen.</summary>
    public abstract string None { get; }

    /// <summary>What has that text, a handful at most; with no text the first ones.</summary>
    public abstract Task<IReadOnlyList<LookupChoice>> SearchAsync(string text, CancellationToken cancellationToken);

    /// <summary>Takes a choice, and makes what it promises to make.</summary>
    /// <returns>The id to be stored, or what is wrong.</returns>
    public virtual Task<(string Id, string? Refusal)> TakeAsync(string id, CancellationToken cancellationToken) => Task.FromResult((id, (string?)null));
}
