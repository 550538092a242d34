using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>Bearer tokens for programs, in the shape of ASP.NET Core Identity: <c>{tokenType, accessToken, expiresIn, refreshToken}</c>.</summary>
[Sees(Sight.Nothing)]
internal static class AuthEndpoints
{
    public static void MapAuth(this WebApplication app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Auth").AllowAnonymous();
        auth.MapPost("/login", LoginAsync).Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Exchange an email address and password for a bearer token.");
        auth.MapPost("/refresh", RefreshAsync).Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Exchange a refresh token for a new bearer token.");
    }

    private static async Task<IResult> LoginAsync(LoginRequest request, PasswordSignIn passwords)
    {
        if (request.Missing() is { Count: > 0 } missing)
            return TypedResults.ValidationProblem(missing);
        var (outcome, principal) = await passwords.ForTokenAsync(request.Email!, request.Password!, request.TwoFactorCode);
        return outcome switch
        {
            SignInOutcome.Done => TypedResults.SignIn(principal!, authenticationScheme: IdentityConstants.BearerScheme),
            SignInOutcome.CodeNeeded => Refuse("This account asks for a second factor. Send its code as twoFactorCode.", "RequiresTwoFactor"),
            SignInOutcome.WrongCode => Refuse("The twoFactorCode is not right.", "WrongTwoFactorCode"),
            _ => Refuse("The email and password do not match, or the account is locked for a while.", "Refused"),
        };
    }

    private static async Task<IResult> RefreshAsync(
        RefreshRequest request, IOptionsMonitor<BearerTokenOptions> bearer, TimeProvider time, SignInManager<User> signIns)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["refreshToken"] = ["Send the refresh token."] });
        var ticket = bearer.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(request.RefreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } expires || time.GetUtcNow() >= expires
            || await signIns.ValidateSecurityStampAsync(ticket.Principal) is not { } user || !await signIns.CanSignInAsync(user))
            return Refuse("The refresh token is no longer valid. Log in again.", "Refused");
        return TypedResults.SignIn(await signIns.CreateUserPrincipalAsync(user), authenticationScheme: IdentityConstants.BearerScheme);
    }

    private static IResult Refuse(string detail, string reason) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status401Unauthorized, title: "Not signed in", extensions: new Dictionary<string, object?> { ["reason"] = reason });
}
