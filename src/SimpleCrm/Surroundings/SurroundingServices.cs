using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Surroundings;

internal static class SurroundingServices
{
    public static IServiceCollection AddSurroundings(this IServiceCollection services) => services.AddSingleton<ThreadSurroundings>();
}
