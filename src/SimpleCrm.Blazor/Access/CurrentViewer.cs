using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>The viewer of the open page. Ask before every operation, and do nothing when there is none: the page is on its way to sign-in.</summary>
public sealed class CurrentViewer(AuthenticationStateProvider authentication, Viewers viewers, NavigationManager navigation)
{
    /// <summary>The person as they are now; null when they may no longer be here.</summary>
    public async Task<Viewer?> FindAsync(CancellationToken cancellationToken = default)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var viewer = await viewers.FindAsync(state.User, cancellationToken);
        if (viewer is null)
            navigation.NavigateTo(RedirectToSignIn.Url(navigation), forceLoad: true);
        return viewer;
    }
}
