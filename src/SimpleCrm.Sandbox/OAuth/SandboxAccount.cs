namespace SimpleCrm.Sandbox.OAuth;

/// <summary>Somebody who can sign in at a simulated provider.</summary>
/// <param name="Address">Email address and login name.</param>
/// <param name="Name">Shown on the consent page and told in id tokens.</param>
/// <param name="Subject">The provider's lasting id of the person; a GUID at Microsoft, digits at Google.</param>
public sealed record SandboxAccount(string Address, string Name, string Subject);
