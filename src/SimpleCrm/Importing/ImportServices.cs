using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Importing;

internal static class ImportServices
{
    public static IServiceCollection AddImporting(this IServiceCollection services) => services
        .AddSingleton<ImportSignal>()
        .AddSingleton<Imports>()
        .AddSingleton<ImportRunning>()
        .AddHostedService<ImportWorker>();
}
