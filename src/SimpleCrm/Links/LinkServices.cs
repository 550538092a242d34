using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Links;

internal static class LinkServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<EmailLinks>();
        services.AddSingleton<OldMailLinking>();
        services.AddHostedService<OldMailWorker>();
        return services;
    }
}
