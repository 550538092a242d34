using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Access;

/// <summary>Signs people in by passkey (WebAuthn). A passkey is possession and verification in one, so no second factor is asked for.</summary>
public sealed class PasskeySignIn(UserManager<User> users, SignInManager<User> signIns, TimeProvider time)
{
    /// <summary>Checks the authenticator's answer, a JSON-serialised PublicKeyCredential, and sets the cookie.</summary>
    public async Task<SignInOutcome> ByCookieAsync(string credentialJson, bool staySignedIn)
    {
        var assertion = await signIns.PerformPasskeyAssertionAsync(credentialJson);
        if (!assertion.Succeeded || !await signIns.CanSignInAsync(assertion.User) || await users.IsLockedOutAsync(assertion.User))
            return SignInOutcome.Refused;
        // The authenticator's counter has moved; a copy that lags behind is refused next time.
        if (!(await users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded)
            return SignInOutcome.Refused;
        await signIns.SignInAsync(assertion.User, staySignedIn, "passkey");
        assertion.User.LastSeenAt = time.GetUtcNow().UtcDateTime;
        await users.UpdateAsync(assertion.User);
        return SignInOutcome.Done;
    }
}
