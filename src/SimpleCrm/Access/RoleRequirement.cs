using Microsoft.AspNetCore.Authorization;

namespace SimpleCrm.Access;

/// <summary>Asks for an active person with at least this role now, whatever the cookie or token says.</summary>
internal sealed record RoleRequirement(Role AtLeast) : IAuthorizationRequirement;

internal sealed class RoleHandler(Viewers viewers) : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (await viewers.FindAsync(context.User, CancellationToken.None) is { } viewer && viewer.Role >= requirement.AtLeast)
            context.Succeed(requirement);
    }
}
