namespace SimpleCrm.Access;

/// <summary>An invitation that nobody has accepted yet, as admins see it. Times are UTC.</summary>
public sealed record InvitationRow(long Id, string Email, Role Role, string? TeamName, DateTime CreatedAt, DateTime ExpiresAt, bool IsExpired);
