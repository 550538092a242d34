namespace SimpleCrm.Sync;

/// <summary>One answer of a provider's address book.</summary>
/// <param name="Contacts">New and changed contacts.</param>
/// <param name="RemovedIds">Contacts that are gone.</param>
/// <param name="IsComplete">The answer holds all contacts: whatever is not in it is gone.</param>
/// <param name="NextCursor">Tells later changes; null when the provider can only give all.</param>
public sealed record RemoteContacts(IReadOnlyList<RemoteContact> Contacts, IReadOnlyList<string> RemovedIds, bool IsComplete, string? NextCursor);

/// <summary>A person in a provider's address book, or somebody the mailbox has written to.</summary>
public sealed record RemoteContact
{
    public required string RemoteId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Addresses, the preferred one first; at least one.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }
    public string? Company { get; init; }
    public string? JobTitle { get; init; }
    public IReadOnlyList<string> Phones { get; init; } = [];
}
