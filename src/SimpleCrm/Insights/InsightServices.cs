using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Insights;

internal static class InsightServices
{
    public static void AddInsights(this IServiceCollection services) => services.AddSingleton<Today>().AddSingleton<TeamView>();
}
