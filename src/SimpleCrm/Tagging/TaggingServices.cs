using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Tagging;

internal static class TaggingServices
{
    public static IServiceCollection AddTagging(this IServiceCollection services) => services.AddSingleton<RecordTagging>().AddSingleton<TagEditing>();
}
