using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>Marks emails in which somebody takes part whose mail is never shared, in the transaction that stores them or holds their mailbox's key.</summary>
internal static class ProtectedMarks
{
    private const int Batch = 5000;

    /// <summary>Marks emails that are about to be inserted.</summary>
    public static async Task MarkNewAsync(SimpleCrmDbContext db, long mailboxId, IEnumerable<Email> emails, CancellationToken cancellationToken)
    {
        var values = await ValuesAsync(db, mailboxId, cancellationToken);
        if (values.Count == 0)
            return;
        foreach (var email in emails)
            email.IsProtected = Covers(values, email.FromAddress, email.PeopleJson);
    }

    /// <summary>Marks the emails of a mailbox anew for what is on the lists now.</summary>
    public static async Task MarkAllAsync(SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken)
    {
        var values = await ValuesAsync(db, mailboxId, cancellationToken);
        for (var last = 0L; ;)
        {
            var after = last;
            var emails = await db.Emails.Where(e => e.MailboxId == mailboxId && e.Id > after && (values.Count > 0 || e.IsProtected)).OrderBy(e => e.Id).Take(Batch)
                .Select(e => new { e.Id, e.FromAddress, e.PeopleJson, e.IsProtected }).ToListAsync(cancellationToken);
            if (emails.Count == 0)
                return;
            last = emails[^1].Id;
            foreach (var changed in emails.Where(e => Covers(values, e.FromAddress, e.PeopleJson) != e.IsProtected).GroupBy(e => !e.IsProtected))
                foreach (var ids in changed.Select(e => e.Id).Chunk(500))
                    await db.Emails.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(s => s.SetProperty(e => e.IsProtected, changed.Key), cancellationToken);
        }
    }

    /// <summary>Whether one of the values stands for an address of the email.</summary>
    public static bool Covers(IReadOnlySet<string> values, string from, string peopleJson)
    {
        if (values.Count == 0)
            return false;
        var people = StoredPeople.People(peopleJson);
        return people.To.Concat(people.Cc).Concat(people.Bcc).Concat(people.ReplyTo).Select(p => p.Email).Append(from).Append(people.Sender?.Email ?? "").Any(address => IsAmong(values, address));
    }

    public static bool IsAmong(IReadOnlySet<string> values, string address)
    {
        var key = AddressKeys.Of(address);
        if (key.Length == 0)
            return false;
        if (values.Contains(key))
            return true;
        var domain = key[(key.LastIndexOf('@') + 1)..];
        while (domain.Length > 0)
        {
            if (values.Contains(domain))
                return true;
            var dot = domain.IndexOf('.', StringComparison.Ordinal);
            domain = dot < 0 ? "" : domain[(dot + 1)..];
        }
        return false;
    }

    public static Task<HashSet<string>> ValuesAsync(SimpleCrmDbContext db, long mailboxId, CancellationToken cancellationToken) =>
        db.ProtectedSenders.Where(p => p.UserId == null || db.Mailboxes.Any(m => m.Id == mailboxId && m.OwnerId == p.UserId)).Select(p => p.Value).ToHashSetAsync(cancellationToken);
}
