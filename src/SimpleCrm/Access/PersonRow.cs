namespace SimpleCrm.Access;

/// <summary>A person as admins see them. <paramref name="LastSeenAt"/> is their last sign-in, UTC.</summary>
public sealed record PersonRow(
    long Id, string Name, string Email, Role Role, long? TeamId, string? TeamName, bool IsDisabled, bool HasTwoFactor, DateTime? LastSeenAt);
