using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Timeline;

internal static class TimelineServices
{
    public static IServiceCollection AddTimeline(this IServiceCollection services) => services
        .AddSingleton<Timelines>()
        .AddSingleton<ActivityLog>();
}
