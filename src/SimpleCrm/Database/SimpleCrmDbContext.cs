using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Comments;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Deals;
using SimpleCrm.Importing;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Meetings;
using SimpleCrm.Merging;
using SimpleCrm.Monitoring;
using SimpleCrm.Notifications;
using SimpleCrm.Outbox;
using SimpleCrm.Sharing;
using SimpleCrm.Suggestions;
using SimpleCrm.Sync;
using SimpleCrm.Tagging;
using SimpleCrm.Timeline;
using SimpleCrm.Views;

namespace SimpleCrm.Database;

/// <summary>Everything the product stores. One short context per operation, from its factory.</summary>
public sealed class SimpleCrmDbContext(DbContextOptions<SimpleCrmDbContext> options)
    : IdentityUserContext<User, long, IdentityUserClaim<long>, IdentityUserLogin<long>, IdentityUserToken<long>, IdentityUserPasskey<long>>(options)
{
    /// <summary>Records that this context has changed and not told of yet; see <see cref="RecordNotices"/>.</summary>
    internal HashSet<RecordReference> Changed { get; } = [];

    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();
    public DbSet<MailFolder> Folders => Set<MailFolder>();
    public DbSet<EmailThread> Threads => Set<EmailThread>();
    public DbSet<ThreadPlacement> ThreadPlacements => Set<ThreadPlacement>();
    public DbSet<ThreadReference> ThreadReferences => Set<ThreadReference>();
    public DbSet<Email> Emails => Set<Email>();
    public DbSet<EmailBody> EmailBodies => Set<EmailBody>();
    public DbSet<EmailMeeting> EmailMeetings => Set<EmailMeeting>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Placement> Placements => Set<Placement>();
    public DbSet<RemoteImageConsent> RemoteImageConsents => Set<RemoteImageConsent>();
    public DbSet<QuarantinedItem> Quarantine => Set<QuarantinedItem>();
    public DbSet<PendingOperation> PendingOperations => Set<PendingOperation>();
    public DbSet<OutgoingEmail> OutgoingEmails => Set<OutgoingEmail>();
    public DbSet<OutgoingContent> OutgoingContents => Set<OutgoingContent>();
    public DbSet<Signature> Signatures => Set<Signature>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<DraftShare> DraftShares => Set<DraftShare>();
    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();

    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<ContactAddress> ContactAddresses => Set<ContactAddress>();
    public DbSet<Company> Companies => Set<Company>();
    public DbSet<CompanyDomain> CompanyDomains => Set<CompanyDomain>();
    public DbSet<Lead> Leads => Set<Lead>();
    public DbSet<Pipeline> Pipelines => Set<Pipeline>();
    public DbSet<Stage> Stages => Set<Stage>();
    public DbSet<CustomField> CustomFields => Set<CustomField>();
    public DbSet<CustomFieldValue> CustomFieldValues => Set<CustomFieldValue>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<DefaultView> DefaultViews => Set<DefaultView>();
    public DbSet<Deal> Deals => Set<Deal>();
    public DbSet<DealContact> DealContacts => Set<DealContact>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<RecordLink> RecordLinks => Set<RecordLink>();
    public DbSet<ThreadLink> ThreadLinks => Set<ThreadLink>();
    public DbSet<BlockedSender> BlockedSenders => Set<BlockedSender>();
    public DbSet<LinkLesson> LinkLessons => Set<LinkLesson>();
    public DbSet<MailboxContact> MailboxContacts => Set<MailboxContact>();
    public DbSet<MailboxContactAddress> MailboxContactAddresses => Set<MailboxContactAddress>();
    public DbSet<WorkspaceShareSettings> WorkspaceShareSettings => Set<WorkspaceShareSettings>();
    public DbSet<ThreadShare> ThreadShares => Set<ThreadShare>();
    public DbSet<ThreadGrant> ThreadGrants => Set<ThreadGrant>();
    public DbSet<RecordShare> RecordShares => Set<RecordShare>();
    public DbSet<ProtectedSender> ProtectedSenders => Set<ProtectedSender>();
    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();
    public DbSet<ThreadComment> ThreadComments => Set<ThreadComment>();
    public DbSet<ThreadFollow> ThreadFollows => Set<ThreadFollow>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationSettings> NotificationSettings => Set<NotificationSettings>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<RecordTag> RecordTags => Set<RecordTag>();
    public DbSet<RecordMerge> RecordMerges => Set<RecordMerge>();
    public DbSet<MergedRow> MergedRows => Set<MergedRow>();
    public DbSet<DistinctRecords> DistinctRecords => Set<DistinctRecords>();
    public DbSet<RecordImport> RecordImports => Set<RecordImport>();
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    internal DbSet<WebhookSubscriptionRow> WebhookSubscriptions => Set<WebhookSubscriptionRow>();
    internal DbSet<ConsentRequest> ConsentRequests => Set<ConsentRequest>();
    internal DbSet<StoredProviderSettings> ProviderSettings => Set<StoredProviderSettings>();

    /// <summary>The version of Identity's tables that holds passkeys.</summary>
    internal static readonly Version IdentitySchema = IdentitySchemaVersions.Version3;

    // Identity reads its schema version from the application's services. A context made without them (by the migration tool), or with others, must
    // have the same model: it is shared, and made anew by whoever comes first after the cache has dropped it.
    private static readonly IServiceProvider WithoutHost =
        new ServiceCollection().Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchema).BuildServiceProvider();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await TagIndex.FollowAsync(this, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnConfiguring(DbContextOptionsBuilder options)
    {
        var services = options.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;
        if (services?.GetService<IOptions<IdentityOptions>>()?.Value.Stores.SchemaVersion != IdentitySchema)
            options.UseApplicationServiceProvider(WithoutHost);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(SimpleCrmDbContext).Assembly);
        DatabaseEngines.Of(this).Complete(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTime>().HaveConversion<UtcConverter>();

    // Stored times are UTC to the microsecond, which every database keeps; some forget the kind, so it is put back on reading.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(value => ToUtc(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    private static DateTime ToUtc(DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
            value = value.ToUniversalTime();
        return value == DateTime.MaxValue ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}
