using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.MailProviders;

/// <summary>Adds the providers of mail accounts to a host.</summary>
public static class MailProviderServices
{
    /// <summary>Registers every provider as an <see cref="Sync.IEmailProvider"/>.</summary>
    public static IServiceCollection AddMailProviders(this IServiceCollection services, IConfiguration configuration) => services;
}
