using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Suggestions;

/// <summary>
/// Suggests the unknown people of a viewer's newest mail as contacts, as far as the viewer wants it. Read from the mail each time: nothing about
/// anybody is stored before somebody enters them.
/// </summary>
public sealed class ContactSuggestions(IDbContextFactory<SimpleCrmDbContext> contexts, BodyReading bodies, TimeProvider time)
{
    /// <summary>People suggested at once.</summary>
    public const int Most = 50;

    /// <summary>Addresses and domains that a person can block.</summary>
    public const int MostBlocked = 5000;

    /// <summary>Newest emails that are looked at.</summary>
    private const int Looked = 2000;

    /// <summary>Emails of each whose signature is read.</summary>
    private const int Signatures = 3;
    private const int MostOfThread = 5;

    private static readonly string[] Machines = ["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "notifications", "notification", "bounce", "bounces", "newsletter", "alerts", "automated", "unsubscribe"];

    /// <summary>At most <paramref name="count"/> of them, 1 to 50: those with most emails first.</summary>
    public async Task<IReadOnlyList<ContactSuggestion>> ListAsync(Viewer viewer, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var policy = await PolicyAsync(db, viewer, cancellationToken);
        if (policy == SuggestionPolicy.Never)
            return [];
        var found = await TallyAsync(Newest(db, viewer), cancellationToken);
        if (policy != SuggestionPolicy.Everyone)
            found = found.Where(f => f.Value.IsWrittenTo).ToDictionary(StringComparer.Ordinal);
        var chosen = (await UnknownAsync(db, viewer, found, cancellationToken)).OrderByDescending(f => f.Count).ThenByDescending(f => f.LastAt).ThenBy(f => f.Address, StringComparer.Ordinal).Take(Math.Clamp(count, 1, Most)).ToList();
        return await DetailsAsync(db, chosen, cancellationToken);
    }

    /// <summary>
    /// The unknown people of a conversation, who wrote last first, at most 5; without what their signatures tell where the viewer wants no suggestions.
    /// Those that the viewer has blocked are left out.
    /// </summary>
    public async Task<IReadOnlyList<ContactSuggestion>> OfThreadAsync(Viewer viewer, long threadId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var emails = db.Emails.AsNoTracking().Where(e => e.ThreadId == threadId && db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId));
        var found = await TallyAsync(emails, cancellationToken);
        var chosen = (await UnknownAsync(db, viewer, found, cancellationToken)).OrderByDescending(f => f.Received.Count > 0).ThenByDescending(f => f.LastAt).ThenBy(f => f.Address, StringComparer.Ordinal).Take(MostOfThread).ToList();
        if (await PolicyAsync(db, viewer, cancellationToken) == SuggestionPolicy.Never)
            chosen = chosen.ConvertAll(c => c with { Received = [] });
        return await DetailsAsync(db, chosen, cancellationToken);
    }

    public async Task<SuggestionPolicy> PolicyAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PolicyAsync(db, viewer, cancellationToken);
    }

    public async Task SetPolicyAsync(Viewer viewer, SuggestionPolicy policy, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Id == viewer.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.Suggestions, policy), cancellationToken);
    }

    /// <summary>The addresses and domains that are not suggested to the viewer.</summary>
    public async Task<IReadOnlyList<string>> BlockedAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.BlockedSenders.Where(b => b.UserId == viewer.UserId).OrderBy(b => b.Value).Select(b => b.Value).ToListAsync(cancellationToken);
    }

    /// <summary>Never suggests an address, or anybody of a domain, again.</summary>
    /// <returns>False when the text is neither, or the list is full.</returns>
    public async Task<bool> BlockAsync(Viewer viewer, string text, CancellationToken cancellationToken)
    {
        var value = Value(text);
        if (!AddressSyntax.IsValid(value.Contains('@') ? value : $"a@{value}") || !value.Contains('.'))
            return false;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var blocked = db.BlockedSenders.Where(b => b.UserId == viewer.UserId);
        if (await blocked.AnyAsync(b => b.Value == value, cancellationToken))
            return true;
        if (await blocked.CountAsync(cancellationToken) >= MostBlocked)
            return false;
        db.BlockedSenders.Add(new BlockedSender { UserId = viewer.UserId, Value = value, At = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <returns>False when it was not on the list.</returns>
    public async Task<bool> UnblockAsync(Viewer viewer, string text, CancellationToken cancellationToken)
    {
        var value = Value(text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.BlockedSenders.Where(b => b.UserId == viewer.UserId && b.Value == value).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private async Task<IReadOnlyList<ContactSuggestion>> DetailsAsync(SimpleCrmDbContext db, IReadOnlyList<Tally> chosen, CancellationToken cancellationToken)
    {
        var emailIds = chosen.SelectMany(c => c.Received).ToList();
        var stored = await db.EmailBodies.AsNoTracking().Where(b => emailIds.Contains(b.EmailId)).ToDictionaryAsync(b => b.EmailId, cancellationToken);
        var names = chosen.SelectMany(c => DomainNames.Owners(Domain(c.Address))).Distinct().ToList();
        var companies = (await (from d in db.CompanyDomains
                                join c in db.Companies on d.CompanyId equals c.Id
                                where names.Contains(d.Domain) && c.DeletedAt == null
                                select new { d.Domain, c.Id, c.Name }).ToListAsync(cancellationToken)).DistinctBy(d => d.Domain).ToDictionary(d => d.Domain);
        return [.. chosen.Select(c =>
        {
            // Short answers often have no signature: the fullest of the last few counts.
            var details = c.Received.Select(id => bodies.Words(stored.GetValueOrDefault(id))).DefaultIfEmpty("").Select(body => SignatureReader.Read(body, c.Name, c.Address))
                .MaxBy(d => (d.Phone.Length > 0 ? 1 : 0) + (d.JobTitle.Length > 0 ? 1 : 0))!;
            var company = DomainNames.Owners(Domain(c.Address)).Select(companies.GetValueOrDefault).FirstOrDefault(o => o is not null);
            return new ContactSuggestion
            {
                Address = c.Address,
                Name = details.Name,
                Company = company?.Name ?? details.Company,
                Domain = DomainNames.IsPersonal(Domain(c.Address)) ? "" : DomainNames.Registrable(Domain(c.Address)),
                CompanyId = company?.Id,
                JobTitle = details.JobTitle,
                Phone = details.Phone,
                Emails = c.Count,
                LastAt = c.LastAt,
            };
        })];
    }

    private static string Value(string text) => AddressKeys.Of(text) is { Length: > 0 } key ? key : AddressKeys.Domain(text.Trim().TrimStart('@'));

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static Task<SuggestionPolicy> PolicyAsync(SimpleCrmDbContext db, Viewer viewer, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == viewer.UserId).Select(u => u.Suggestions).SingleOrDefaultAsync(cancellationToken);

    // Spam is nobody's suggestion.
    private static IQueryable<Email> Newest(SimpleCrmDbContext db, Viewer viewer) =>
        db.Emails.AsNoTracking().Where(e => db.MailboxesFor(viewer).Any(m => m.Id == e.MailboxId)
                && !db.Placements.Any(p => p.EmailId == e.Id && db.Folders.Any(f => f.Id == p.FolderId && f.Role == FolderRole.Junk)));

    private static async Task<Dictionary<string, Tally>> TallyAsync(IQueryable<Email> of, CancellationToken cancellationToken)
    {
        var emails = await of.Where(e => e.Status != EmailStatus.Draft && e.ListId == null && !e.IsAutoReply)
            .OrderByDescending(e => e.Id).Take(Looked).Select(e => new { e.Id, e.Direction, e.FromAddress, e.FromName, e.PeopleJson, e.SortAt }).ToListAsync(cancellationToken);
        var found = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var email in emails)
        {
            if (email.Direction == EmailDirection.Inbound)
                Count(new EmailAddress(email.FromAddress, email.FromName), email.Id, email.SortAt);
            else
            {
                var people = StoredPeople.People(email.PeopleJson);
                foreach (var person in people.To.Concat(people.Cc).Concat(people.Bcc))
                    Count(person, null, email.SortAt);
            }
        }
        return found;

        void Count(EmailAddress person, long? receivedId, DateTime at)
        {
            var key = AddressKeys.Of(person.Email);
            if (!AddressSyntax.IsValid(key) || Machines.Contains(key[..key.LastIndexOf('@')]))
                return;
            var one = found.GetValueOrDefault(key) ?? new Tally(AddressKeys.Exact(person.Email), "", 0, false, [], at);
            found[key] = one with
            {
                Name = one.Name.Length > 0 || person.Name.Contains('@') ? one.Name : person.Name,
                Count = one.Count + 1,
                IsWrittenTo = one.IsWrittenTo || receivedId is null,
                Received = receivedId is { } id && one.Received.Count < Signatures ? [.. one.Received, id] : one.Received,
                LastAt = at > one.LastAt ? at : one.LastAt,
            };
        }
    }

    private static async Task<IEnumerable<Tally>> UnknownAsync(SimpleCrmDbContext db, Viewer viewer, Dictionary<string, Tally> found, CancellationToken cancellationToken)
    {
        var (own, _) = await EmailLinking.MailboxesAsync(db, cancellationToken);
        var blocked = await db.BlockedSenders.Where(b => b.UserId == viewer.UserId).Select(b => b.Value).ToHashSetAsync(cancellationToken);
        var people = found.Where(f => !own.Contain(new Participant(f.Value.Address, f.Key, Domain(f.Key), false))
            && !blocked.Contains(f.Key) && !blocked.Contains(Domain(f.Key)) && !blocked.Contains(DomainNames.Registrable(Domain(f.Key)))).ToDictionary(StringComparer.Ordinal);
        foreach (var chunk in people.Keys.ToList().Chunk(500))
        {
            var keys = chunk.ToList();
            foreach (var key in await db.ContactAddresses.Where(a => keys.Contains(a.Key) && db.Contacts.Any(c => c.Id == a.ContactId && c.DeletedAt == null)).Select(a => a.Key)
                .Union(db.Leads.Where(l => keys.Contains(l.AddressKey) && l.DeletedAt == null).Select(l => l.AddressKey)).ToListAsync(cancellationToken))
                people.Remove(key);
        }
        return people.Values;
    }

    private sealed record Tally(string Address, string Name, int Count, bool IsWrittenTo, IReadOnlyList<long> Received, DateTime LastAt);
}
