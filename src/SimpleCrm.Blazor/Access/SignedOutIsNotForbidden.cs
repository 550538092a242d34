using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>Sends a person whose account was disabled or signed out everywhere to sign-in (401): they are nobody now, not somebody who may not.</summary>
internal sealed class SignedOutIsNotForbidden(Viewers viewers) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && await viewers.FindAsync(context.User, context.RequestAborted) is null)
            authorizeResult = PolicyAuthorizationResult.Challenge();
        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
