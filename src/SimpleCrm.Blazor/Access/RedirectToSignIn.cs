using Microsoft.AspNetCore.Components;

namespace SimpleCrm.Blazor.Access;

/// <summary>Leaves the open page for sign-in, to come back afterwards.</summary>
public sealed class RedirectToSignIn : ComponentBase
{
    [Inject] public required NavigationManager Navigation { get; set; }

    internal static string Url(NavigationManager navigation) =>
        "/sign-in?returnUrl=" + Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri));

    protected override void OnInitialized() => Navigation.NavigateTo(Url(Navigation), forceLoad: true);
}
