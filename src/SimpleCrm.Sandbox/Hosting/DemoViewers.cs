using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Makes the viewers of people as signing in does.</summary>
internal sealed class DemoViewers(IServiceScopeFactory scopes, Viewers viewers)
{
    /// <summary>Null when nobody active has this address.</summary>
    public async Task<Viewer?> FindAsync(string address, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByEmailAsync(address) is { } user
            ? await viewers.FindAsync(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user), cancellationToken)
            : null;
    }
}
