using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Merging;

internal static class MergingServices
{
    public static IServiceCollection AddMerging(this IServiceCollection services) => services
        .AddSingleton<RecordMerging>()
        .AddSingleton<Duplicates>();
}
