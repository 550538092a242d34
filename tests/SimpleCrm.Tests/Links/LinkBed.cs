using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Mail;
using SimpleCrm.Tests.Sync;
using SimpleCrm.Timeline;

namespace SimpleCrm.Tests.Links;

/// <summary>The engine with a mail server in memory, and the records its emails are linked to.</summary>
internal sealed class LinkBed : IAsyncDisposable
{
    private int _number;

    private LinkBed(SyncBed sync) => Sync = sync;

    public SyncBed Sync { get; }
    public Viewer Owner => Sync.Owner;
    public EmailLinks Links => new(Contexts, Sync.Services.GetRequiredService<LiveFeed>(), Sync.Time);
    public Timelines Timelines => new(Contexts);
    public ActivityLog Log => new(Contexts, Sync.Time);
    public OldMailLinking OldMail => field ??= new(Contexts, Sync.Services.GetRequiredService<LiveFeed>(), Sync.Time);
    public DealRecords Deals => new(Contexts, Sync.Time);
    public ContactRecords Contacts => new(Contexts, Sync.Time);

    private IDbContextFactory<SimpleCrmDbContext> Contexts => Sync.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>();

    public static async Task<LinkBed> CreateAsync() => new(await SyncBed.CreateAsync());

    public async Task<RecordReference> ContactAsync(string name, string address, long? companyId = null, long? ownerId = null) => new(RecordKind.Contact,
        (await Contacts.SaveAsync(Owner, null, 0, new ContactContent { Name = name, Addresses = [address], CompanyId = companyId, OwnerId = ownerId }, CancellationToken.None)).Stored!.Id);

    public async Task<RecordReference> CompanyAsync(string name, string domain) => new(RecordKind.Company,
        (await new CompanyRecords(Contexts, Sync.Time).SaveAsync(Owner, null, 0, new CompanyContent { Name = name, Domains = [domain] }, CancellationToken.None)).Stored!.Id);

    public async Task<RecordReference> LeadAsync(string name, string address) => new(RecordKind.Lead,
        (await new LeadRecords(Contexts, Sync.Time).SaveAsync(Owner, null, 0, new LeadContent { Name = name, Address = address }, CancellationToken.None)).Stored!.Id);

    public async Task<RecordReference> DealAsync(string name, params RecordReference[] contacts) => new(RecordKind.Deal,
        (await Deals.SaveAsync(Owner, null, 0, new DealContent { Name = name, ContactIds = [.. contacts.Select(c => c.Id)] }, CancellationToken.None)).Stored!.Id);

    /// <summary>An email that comes in now; it is taken in by the next run.</summary>
    /// <returns>Its Message-ID, for answers.</returns>
    public string Arrive(string from, string subject = "Hello", string? inReplyTo = null, string folder = "INBOX")
    {
        var letter = Letters.Letter(++_number, inReplyTo, from, subject) with { SentAt = Sync.Time.GetUtcNow() };
        Sync.Server.Folder(folder).Add(letter, Sync.Time.GetUtcNow());
        return letter.MessageId!;
    }

    public async Task<Email> TakeInAsync(string from, string subject = "Hello", string? inReplyTo = null, string folder = "INBOX")
    {
        Sync.Time.Advance(TimeSpan.FromMinutes(1));
        var messageId = Arrive(from, subject, inReplyTo, folder);
        await Sync.SyncAsync();
        await using var db = Sync.Db();
        return await db.Emails.SingleAsync(e => e.MessageId == messageId);
    }

    /// <summary>The links of an email that count, as kind and id.</summary>
    public async Task<IReadOnlyList<RecordReference>> LinksAsync(long emailId)
    {
        await using var db = Sync.Db();
        return [.. (await db.RecordLinks.Where(l => l.ActivityId == emailId && !l.IsUndone).OrderBy(l => l.Kind).ThenBy(l => l.RecordId).ToListAsync()).Select(l => new RecordReference(l.Kind, l.RecordId))];
    }

    public ValueTask DisposeAsync() => Sync.DisposeAsync();
}
