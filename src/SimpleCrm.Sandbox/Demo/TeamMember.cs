using SimpleCrm.Access;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Somebody of the demo team.</summary>
/// <param name="Name">As people call them.</param>
/// <param name="Address">Signs in with it; a rep's Gmail account, too.</param>
/// <param name="Role">In the product.</param>
/// <param name="MicrosoftAddress">A rep's second account, at Microsoft; null for others.</param>
/// <param name="Shares">What their team sees of their mail with customers.</param>
public sealed record TeamMember(string Name, string Address, Role Role, string? MicrosoftAddress = null, SharingLevel Shares = SharingLevel.Private);
