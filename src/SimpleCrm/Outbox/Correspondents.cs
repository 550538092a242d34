using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>
/// The people a viewer writes to and hears from, ranked by use: what was sent counts more than what was received, the recent more than the old.
/// Read from the viewer's own mailboxes, and kept in memory for five minutes.
/// </summary>
public sealed class Correspondents(IDbContextFactory<SimpleCrmDbContext> contexts, ContactSync contacts, TimeProvider time)
{
    /// <summary>Suggestions given at once.</summary>
    public const int MaxFound = 8;

    /// <summary>Newest emails that are looked at, in each direction.</summary>
    private const int Looked = 4000;

    /// <summary>Viewers whose people are kept; the oldest go first.</summary>
    private const int Kept = 500;
    private const double SentWeight = 4;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);
    private readonly ConcurrentDictionary<long, Known> _known = new();

    /// <summary>Those whose name or address has a word that begins with the text, most used first; then the address books'.</summary>
    public async Task<IReadOnlyList<Correspondent>> FindAsync(Viewer viewer, string text, CancellationToken cancellationToken)
    {
        var wanted = text.Trim();
        if (wanted.Length is 0 or > 200)
            return [];
        var known = await KnownAsync(viewer, cancellationToken);
        var found = known.People.Where(p => Matches(p, wanted)).Take(MaxFound).ToList();
        if (found.Count < MaxFound && wanted.Length > 1)
        {
            var book = await contacts.FindAsync(viewer, wanted, cancellationToken);
            found.AddRange(book.Where(c => !found.Any(f => f.Email.Equals(c.Address, StringComparison.OrdinalIgnoreCase)))
                .Select(c => new Correspondent(c.Address, c.Name)).Take(MaxFound - found.Count));
        }
        return found;
    }

    /// <summary>How many recipients the viewer's sent emails have: 19 in 20 have at most this many. 5 when hardly anything was sent.</summary>
    public async Task<int> UsualRecipientsAsync(Viewer viewer, CancellationToken cancellationToken) => (await KnownAsync(viewer, cancellationToken)).UsualRecipients;

    private static bool Matches(Correspondent person, string wanted) =>
        person.Email.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        || BeginsWord(person.Name, wanted)
        || BeginsWord(person.Email, wanted);

    private static bool BeginsWord(string text, string wanted)
    {
        for (var at = 0; (at = text.IndexOf(wanted, at, StringComparison.CurrentCultureIgnoreCase)) >= 0; at++)
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                return true;
        }
        return false;
    }

    private async Task<Known> KnownAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(viewer.UserId, out var known) && known.Until > now)
            return known;
        known = await ReadAsync(viewer, now, cancellationToken);
        while (_known.Count >= Kept && _known.MinBy(k => k.Value.Until) is { } oldest && _known.TryRemove(oldest))
        {
        }
        return _known[viewer.UserId] = known;
    }

    private async Task<Known> ReadAsync(Viewer viewer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).Select(m => new { m.Id, m.Address }).ToListAsync(cancellationToken);
        var ids = mailboxes.Select(m => m.Id).ToList();
        var sent = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.MailboxId) && e.Direction == EmailDirection.Outbound && e.Status != EmailStatus.Draft)
            .OrderByDescending(e => e.Id).Take(Looked).Select(e => new { e.PeopleJson, e.SortAt }).ToListAsync(cancellationToken);
        var received = await db.Emails.AsNoTracking().Where(e => ids.Contains(e.MailboxId) && e.Direction == EmailDirection.Inbound && !e.IsAutoReply && e.ListId == null)
            .OrderByDescending(e => e.Id).Take(Looked).Select(e => new { e.FromAddress, e.FromName, e.SortAt }).ToListAsync(cancellationToken);
        var tally = new Dictionary<string, Tally>(StringComparer.OrdinalIgnoreCase);
        var counts = new List<int>(sent.Count);
        foreach (var email in sent)
        {
            var people = JsonSerializer.Deserialize<EmailPeople>(email.PeopleJson) ?? new();
            var recipients = people.To.Concat(people.Cc).Concat(people.Bcc).ToList();
            counts.Add(recipients.Count);
            foreach (var person in recipients)
                Count(tally, person.Email, person.Name, SentWeight * Weight(now, email.SortAt));
        }
        foreach (var email in received)
            Count(tally, email.FromAddress, email.FromName, Weight(now, email.SortAt));
        foreach (var mailbox in mailboxes)
            tally.Remove(mailbox.Address);
        return new Known(now + Lifetime, [.. tally.OrderByDescending(t => t.Value.Score).Select(t => new Correspondent(t.Key, t.Value.Name))], Usual(counts));
    }

    private static double Weight(DateTimeOffset now, DateTime at) => Math.Pow(0.5, Math.Max(0, (now.UtcDateTime - at) / HalfLife));

    private static int Usual(List<int> counts)
    {
        const int enough = 20;
        if (counts.Count < enough)
            return 5;
        counts.Sort();
        return Math.Max(1, counts[(int)(counts.Count * 0.95)]);
    }

    private static void Count(Dictionary<string, Tally> tally, string email, string name, double score)
    {
        if (!AddressParser.IsAddress(email) || email.Contains("noreply", StringComparison.OrdinalIgnoreCase) || email.Contains("no-reply", StringComparison.OrdinalIgnoreCase))
            return;
        var one = tally.GetValueOrDefault(email);
        // A name that only repeats the address is none.
        var known = one.Name is { Length: > 0 } ? one.Name : name.Contains('@') ? "" : name;
        tally[email] = new Tally(one.Score + score, known);
    }

    private readonly record struct Tally(double Score, string Name);

    private sealed record Known(DateTimeOffset Until, IReadOnlyList<Correspondent> People, int UsualRecipients);
}
