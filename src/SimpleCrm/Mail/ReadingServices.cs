using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Mail;

internal static class ReadingServices
{
    /// <summary>Lists, threads, search and files, as people read them.</summary>
    public static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<FolderLists>();
        services.AddSingleton<EmailSearch>();
        services.AddSingleton<ThreadLists>();
        services.AddSingleton<BodyReading>();
        services.AddSingleton<ThreadReading>();
        services.AddSingleton<EmailList>();
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<AttachmentFetching>();
        services.AddSingleton<AttachmentReading>();
        services.AddSingleton<AttachmentPreviews>();
        services.AddSingleton<AttachmentArchive>();
        services.AddSingleton<EmailSource>();
        services.AddSingleton<SearchIndexer>();
        services.AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddHostedService<AttachmentUpkeep>();
        services.AddSingleton<SignedUrls>();
    }
}
