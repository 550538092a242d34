namespace SimpleCrm.Mailboxes;

/// <summary>A contact that matches a search.</summary>
public sealed record FoundContact(string Name, string Address, string? Company);
