using SimpleCrm.Blazor.Api;
using SimpleCrm.Blazor.Compose;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.App;

internal static class ScreenServices
{
    /// <summary>What the parts of one open page share.</summary>
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddSingleton<RedirectAddress>();
        services.AddScoped<Notices>();
        services.AddScoped<ComposeDesk>();
        services.AddScoped<ThreadActs>();
        services.AddScoped<FollowUpActs>();
        services.AddScoped<OwnAddresses>();
    }
}
