using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.Tests.Access;

/// <summary>An open page of a signed-in person: components over the real host's services.</summary>
public sealed class OpenPage : BunitContext
{
    private OpenPage()
    {
    }

    public static async Task<OpenPage> OfAsync(Product product, Viewer viewer)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync((await users.FindByIdAsync(viewer.UserId.ToString()))!);
        var page = new OpenPage();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddScoped<Notices>();
        page.Services.AddSingleton<TimeProvider>(product.Time);
        page.Services.AddSingleton<AuthenticationStateProvider>(new Fixed(principal));
        page.Services.AddScoped(services => new CurrentViewer(
            services.GetRequiredService<AuthenticationStateProvider>(), product.Services.GetRequiredService<Viewers>(), services.GetRequiredService<NavigationManager>()));
        page.Services.AddFallbackServiceProvider(product.Services);
        return page;
    }

    private sealed class Fixed(ClaimsPrincipal principal) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(principal));
    }
}
