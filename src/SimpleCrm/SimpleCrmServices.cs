using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Comments;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Exporting;
using SimpleCrm.FollowUp;
using SimpleCrm.Importing;
using SimpleCrm.Insights;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Meetings;
using SimpleCrm.Merging;
using SimpleCrm.Notifications;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;
using SimpleCrm.Suggestions;
using SimpleCrm.Surroundings;
using SimpleCrm.Sync;
using SimpleCrm.Tagging;
using SimpleCrm.Timeline;
namespace SimpleCrm;

/// <summary>Adds the product's capabilities to a host.</summary>
public static class SimpleCrmServices
{
    /// <summary>Registers everything but the mail providers and the screens.</summary>
    public static IServiceCollection AddSimpleCrm(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SimpleCrmOptions>().Bind(configuration).ValidateDataAnnotations()
            .Validate(o => o.PublicAddress is null || ConsentOptions.IsSafe(o.PublicAddress), "PublicAddress must be an absolute https address (http only on this machine).")
            .ValidateOnStart();
        AddConsentOptions<GmailOptions>(services, configuration, GmailOptions.Section);
        AddConsentOptions<OutlookOptions>(services, configuration, OutlookOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddDatabase();
        services.AddSingleton(provider => KeyRing.Open(Path.Combine(
            Path.GetFullPath(provider.GetRequiredService<IOptions<SimpleCrmOptions>>().Value.DataDirectory), "keys.json")));
        services.AddSingleton<Vault>();
        services.AddSingleton<LiveFeed>();
        services.AddMailboxes();
        services.AddSync();
        services.AddReading();
        services.AddOutbox();
        services.AddFollowUp();
        services.AddRecords();
        services.AddTagging();
        services.AddMerging();
        services.AddImporting();
        services.AddSingleton<Exports>();
        services.AddLinks();
        services.AddMeetings();
        services.AddTimeline();
        services.AddSuggestions();
        services.AddSurroundings();
        services.AddSharing();
        services.AddComments();
        services.AddNotifications();
        services.AddInsights();
        services.AddSingleton<Monitoring.DatabaseReachability>();
        services.AddSingleton<Monitoring.JobHistory>();
        services.AddAccess(configuration);
        return services;
    }

    private static void AddConsentOptions<T>(IServiceCollection services, IConfiguration configuration, string section) where T : ConsentOptions
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, ConsentOptionsCheck<T>>();
    }

    private sealed class ConsentOptionsCheck<T> : IValidateOptions<T> where T : ConsentOptions
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            options.FindFault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    /// <summary>Brings the database up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or refuses.</exception>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken) => DatabaseServices.MigrateAsync(services, cancellationToken);

    /// <summary>
    /// Copies a SQLite database into the configured one, which must be empty or hold an interrupted copy of the same. Both are compared at the end.
    /// </summary>
    /// <param name="sourceFile">The SQLite file; null for the one in the data directory.</param>
    /// <exception cref="DatabaseUnavailableException">One of the two cannot be used, or they are not equal.</exception>
    public static Task CopyDatabaseAsync(IServiceProvider services, string? sourceFile, TextWriter progress, CancellationToken cancellationToken) =>
        new DatabaseCopy(services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), services.GetRequiredService<IOptions<SimpleCrmOptions>>().Value, progress)
            .RunAsync(sourceFile, cancellationToken);

    /// <summary>Brings the database up to date and creates the configured first admin. Call it before the host starts.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await DatabaseServices.MigrateAsync(services, cancellationToken);
        await DatabaseCopy.RequireFinishedAsync(services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), cancellationToken);
        await services.GetRequiredService<FirstAdmin>().CreateFromConfigurationAsync(cancellationToken);
    }
}
