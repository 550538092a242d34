namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Something that left a place: a message its folder, a folder or a contact the mailbox.</summary>
internal sealed record Removal(string Scope, string Id, string ImmutableId, long Sequence, string Reason);
