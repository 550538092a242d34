using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Access;

/// <summary>What pages post: only a response of its own can set or clear a cookie, so these do not go through the circuit.</summary>
[Sees(Sight.Self)]
internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        var account = app.MapGroup("/account").AddEndpointFilter(RequireAntiforgeryAsync).ExcludeFromDescription();
        account.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        account.MapPost("/passkeys/request-options", PasskeyRequestOptionsAsync).AllowAnonymous();
        account.MapPost("/passkeys/creation-options", PasskeyCreationOptionsAsync).RequireAuthorization(Policies.Rep);
        account.MapPost("/passkeys", AddPasskeyAsync).RequireAuthorization(Policies.Rep);
        account.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.Rep);
        account.MapPost("/sign-out-everywhere", SignOutEverywhereAsync).RequireAuthorization(Policies.Rep);
    }

    private static async ValueTask<object?> RequireAntiforgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.BadRequest();

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInManager<User> signIns, SignedUrls urls)
    {
        // The addresses of files that open pages hold need no cookie: they end with the session.
        if (long.TryParse(signIns.UserManager.GetUserId(context.User), out var userId))
            await urls.RevokeAsync(userId, context.RequestAborted);
        await signIns.SignOutAsync();
        return TypedResults.LocalRedirect("~/sign-in");
    }

    // Nobody is named, so that the answer is the same for every address: the browser offers the passkeys it holds for this site.
    private static async Task<IResult> PasskeyRequestOptionsAsync(SignInManager<User> signIns) =>
        TypedResults.Content(await signIns.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> PasskeyCreationOptionsAsync(HttpContext context, UserManager<User> users, SignInManager<User> signIns) =>
        await users.GetUserAsync(context.User) is { } user
            ? TypedResults.Content(await signIns.MakePasskeyCreationOptionsAsync(new()
            {
                Id = user.Id.ToString(),
                Name = user.Email!,
                DisplayName = user.DisplayName,
            }), "application/json")
            : TypedResults.Unauthorized();

    private static async Task<IResult> AddPasskeyAsync(HttpContext context, Passkeys passkeys, SignInManager<User> signIns, [FromForm] string credential, [FromForm] string? name)
    {
        var attestation = await signIns.PerformPasskeyAttestationAsync(credential);
        return attestation.Succeeded && await passkeys.AddAsync(context.User, attestation.Passkey, attestation.UserEntity, name)
            ? TypedResults.NoContent()
            : TypedResults.BadRequest();
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, UserManager<User> users, SignInManager<User> signIns, [FromForm] string? current, [FromForm] string? fresh)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
            return TypedResults.Unauthorized();
        if (await users.IsLockedOutAsync(user))
            return TypedResults.LocalRedirect("~/settings/security?password=Locked");
        var result = await users.ChangePasswordAsync(user, current ?? "", fresh ?? "");
        if (!result.Succeeded)
        {
            var code = result.Errors.First().Code;
            // A borrowed browser is no place to guess the password at leisure.
            if (code == nameof(IdentityErrorDescriber.PasswordMismatch))
                await users.AccessFailedAsync(user);
            return TypedResults.LocalRedirect($"~/settings/security?password={code}");
        }
        await signIns.RefreshSignInAsync(user);
        return TypedResults.LocalRedirect("~/settings/security?password=Changed");
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext context, UserManager<User> users, SignInManager<User> signIns, Viewers viewers)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
            return TypedResults.Unauthorized();
        await users.UpdateSecurityStampAsync(user);
        await signIns.RefreshSignInAsync(user);
        viewers.Forget(user.Id);
        return TypedResults.LocalRedirect("~/settings/security?sessions=Ended");
    }
}
