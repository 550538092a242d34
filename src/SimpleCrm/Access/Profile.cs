namespace SimpleCrm.Access;

/// <summary>What a person sees and changes of themselves.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="RecoveryCodesLeft">Recovery codes not used yet.</param>
public sealed record Profile(
    string Name, string Email, Role Role, string? TeamName, string TimeZone, bool HasTwoFactor, int RecoveryCodesLeft);
