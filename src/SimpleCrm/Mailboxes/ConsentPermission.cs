namespace SimpleCrm.Mailboxes;

/// <summary>One permission that is asked for.</summary>
/// <param name="Scope">As the provider names it.</param>
/// <param name="Description">What it allows, in the words of the consent page.</param>
/// <param name="IsRequired">Without it the mailbox cannot be connected.</param>
public sealed record ConsentPermission(string Scope, string Description, bool IsRequired);
