using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Access;

/// <summary>
/// Signs people in by address and password, for pages and for the API, against one counter of failures. An unknown, disabled or locked account
/// costs the same work and gets the same answer as a wrong password.
/// </summary>
public sealed class PasswordSignIn(UserManager<User> users, SignInManager<User> signIns, TimeProvider time)
{
    private static readonly User Nobody = new();
    // Attempts on one account queue up: guesses sent at the same moment would otherwise all be tried before the first failure is counted.
    private static readonly SemaphoreSlim[] Queues = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, Guid.NewGuid().ToString());

    /// <summary>Checks the password and sets the cookie, or the one that remembers who is half-way to a second factor.</summary>
    public async Task<SignInOutcome> ByCookieAsync(string email, string password, bool staySignedIn)
    {
        using var turn = await TurnAsync(email);
        if (await FindAsync(email, password) is not { } user)
            return SignInOutcome.Refused;
        var result = await signIns.PasswordSignInAsync(user, password, staySignedIn, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
            return SignInOutcome.CodeNeeded;
        if (!result.Succeeded)
            return SignInOutcome.Refused;
        await RememberVisitAsync(user);
        return SignInOutcome.Done;
    }

    /// <summary>Checks the password, and the authenticator or recovery code where the account asks for one. No cookie is read or set.</summary>
    public async Task<(SignInOutcome Outcome, ClaimsPrincipal? Principal)> ForTokenAsync(string email, string password, string? code)
    {
        using var turn = await TurnAsync(email);
        if (await FindAsync(email, password) is not { } user)
            return (SignInOutcome.Refused, null);
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return (SignInOutcome.Refused, null);
        }
        if (await users.GetTwoFactorEnabledAsync(user))
        {
            if (string.IsNullOrWhiteSpace(code))
                return (SignInOutcome.CodeNeeded, null);
            if (!await IsRightCodeAsync(user, code))
            {
                await users.AccessFailedAsync(user);
                return (SignInOutcome.WrongCode, null);
            }
        }
        await users.ResetAccessFailedCountAsync(user);
        await RememberVisitAsync(user);
        return (SignInOutcome.Done, await signIns.CreateUserPrincipalAsync(user));
    }

    private async Task<IDisposable> TurnAsync(string email)
    {
        var queue = Queues[(uint)StringComparer.Ordinal.GetHashCode(users.NormalizeEmail(email.Trim())) % Queues.Length];
        await queue.WaitAsync();
        return new Turn(queue);
    }

    private async Task<User?> FindAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is not null && !user.IsDisabled && !await users.IsLockedOutAsync(user))
            return user;
        users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
        return null;
    }

    private async Task<bool> IsRightCodeAsync(User user, string code)
    {
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == 6 && plain.All(char.IsAsciiDigit)
            ? await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, plain)
            : (await users.RedeemTwoFactorRecoveryCodeAsync(user, plain)).Succeeded;
    }

    private async Task RememberVisitAsync(User user)
    {
        user.LastSeenAt = time.GetUtcNow().UtcDateTime;
        await users.UpdateAsync(user);
    }

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
