using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Suggestions;

internal static class SuggestionServices
{
    public static IServiceCollection AddSuggestions(this IServiceCollection services) => services.AddSingleton<ContactSuggestions>();
}
