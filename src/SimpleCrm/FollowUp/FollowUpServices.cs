using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;

namespace SimpleCrm.FollowUp;

internal static class FollowUpServices
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services)
    {
        services.AddSingleton<FollowUpSignal>();
        services.AddSingleton<FollowUpChanges>();
        services.AddSingleton<FollowUpDue>();
        services.AddSingleton(provider => new FollowUps(
            provider.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), provider.GetRequiredService<FollowUpChanges>(),
            provider.GetRequiredService<FollowUpSignal>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<FollowUpWorker>();
        return services;
    }
}
