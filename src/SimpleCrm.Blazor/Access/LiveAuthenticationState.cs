using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>
/// Looks again at the person of an open page. One who was disabled or signed out everywhere becomes nobody; one whose role changed makes
/// the pages ask their policies anew.
/// </summary>
internal sealed class LiveAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private readonly Viewers _viewers;
    private Role? _role;

    public LiveAuthenticationState(ILoggerFactory loggers, Viewers viewers) : base(loggers)
    {
        _viewers = viewers;
        AuthenticationStateChanged += state => _ = RememberRoleAsync(state);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (await _viewers.FindAsync(authenticationState.User, cancellationToken) is not { } viewer)
            return false;
        if (_role == viewer.Role)
            return true;
        _role = viewer.Role;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(authenticationState.User.Identities))));
        return true;
    }

    // The role under which the first page was shown.
    private async Task RememberRoleAsync(Task<AuthenticationState> state)
    {
        if (_role is null)
            _role = (await _viewers.FindAsync((await state).User, CancellationToken.None))?.Role;
    }
}
