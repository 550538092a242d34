using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Notifications;

internal static class NotificationServices
{
    public static void AddNotifications(this IServiceCollection services) => services
        .AddSingleton<NotificationList>()
        .AddSingleton<NotificationSources>()
        .AddHostedService<NotificationWorker>();
}
