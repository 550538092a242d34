namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/auth/login</c>.</summary>
/// <param name="Email">Address of the account.</param>
/// <param name="Password">Its password.</param>
/// <param name="TwoFactorCode">Six digits of the authenticator, or a recovery code; needed only where a second factor is on.</param>
public sealed record LoginRequest(string? Email, string? Password, string? TwoFactorCode)
{
    internal Dictionary<string, string[]> Missing()
    {
        var missing = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(Email))
            missing["email"] = ["Send the email address of the account."];
        if (string.IsNullOrEmpty(Password))
            missing["password"] = ["Send the password of the account."];
        return missing;
    }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(LoginRequest);
}
