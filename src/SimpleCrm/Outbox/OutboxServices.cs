using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Outbox;

internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<EmailSending>();
        services.AddSingleton<ReplyStart>();
        services.AddSingleton<AttachmentUploads>();
        return services;
    }
}
