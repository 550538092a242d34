namespace SimpleCrm.Access;

/// <summary>An invitation that can still be accepted.</summary>
public sealed record OpenInvitation(string Email, Role Role);
