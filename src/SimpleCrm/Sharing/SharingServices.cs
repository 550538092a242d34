using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Sharing;

internal static class SharingServices
{
    /// <summary>What owners, admins and those who ask decide about sharing; who sees what is decided in Access.</summary>
    public static void AddSharing(this IServiceCollection services) => services
        .AddSingleton<WorkspaceSharing>()
        .AddSingleton<ThreadSharing>()
        .AddSingleton<RecordSharing>()
        .AddSingleton<ProtectedSenders>()
        .AddSingleton<AccessRequests>()
        .AddSingleton<SharedThreads>()
        .AddSingleton<SharedMailSearch>();
}
