using Bogus;
using MimeKit;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>Writes the months of mail that a rep has had with the customers before the play begins.</summary>
internal sealed class DemoHistory(DemoCast cast, Script script, DateTimeOffset now)
{
    private const int Months = 4;
    private static readonly string[] Labels = ["Suppliers", "Tenders", "Trade fair"];

    /// <summary>Oldest first.</summary>
    /// <param name="rep">Whose.</param>
    /// <param name="address">Which of the rep's accounts.</param>
    /// <param name="threads">How many conversations.</param>
    public IReadOnlyList<DemoEmail> Write(TeamMember rep, string address, int threads)
    {
        var random = new Randomizer(address.Sum(c => c) + threads);
        var mails = new List<DemoEmail>();
        var scripts = random.Shuffle(script.Threads).ToList();
        for (var index = 0; index < threads; index++)
        {
            // Denser towards today, as an inbox is read from above.
            var age = Math.Pow((index + random.Double(0, 0.9)) / threads, 1.8) * Months * 30;
            // By count and not by chance: how many draws come before depends on the hour, and each label has to be there.
            var label = index % 7 == 3 ? Labels[index / 7 % Labels.Length] : null;
            WriteThread(mails, random, label, scripts[index % scripts.Count], random.ListItem([.. cast.Customers]), rep, new MailboxAddress(rep.Name, address), WorkingHour(now.AddDays(-age), random));
        }
        mails.AddRange(DemoOddities.Write(rep, address, cast, now));
        return [.. mails.OrderBy(m => m.At)];
    }

    private void WriteThread(List<DemoEmail> mails, Randomizer random, string? label, Script.Thread thread, Customer customer, TeamMember rep, MailboxAddress own, DateTimeOffset begin)
    {
        var wording = new Wording(customer, random, script.Products);
        var (at, after) = (begin, new List<string>());
        (DateTimeOffset, string, string)? quoted = null;
        var isStarred = random.Bool(0.08f);
        var isHtml = random.Bool(0.5f);
        foreach (var (index, turn) in thread.Turns.Index())
        {
            if (at > now)
                return;
            var isSent = turn.From == "rep";
            var text = isSent ? wording.FromRep(rep, customer, turn.Text) : wording.FromCustomer(customer, rep, turn.Text);
            var theirs = new MailboxAddress(customer.Name, customer.Address);
            var letter = new Letter(isSent ? own : theirs, isSent ? theirs : own, (index > 0 ? "Re: " : "") + wording.Fill(thread.Subject), text)
            {
                MessageId = $"{random.Hexadecimal(24, "")}@{(isSent ? own : theirs).Domain}",
                At = at,
                After = [.. after],
                File = turn.File is null ? null : wording.Fill(turn.File),
                IsHtml = isHtml,
                Quoted = quoted,
                Cc = Colleague(random, customer),
            };
            var age = now - at;
            mails.Add(new DemoEmail(letter.Write(), at)
            {
                IsSent = isSent,
                IsRead = isSent || age > TimeSpan.FromDays(1.5) || random.Bool(0.3f),
                IsStarred = isStarred && index == 0,
                IsArchived = age > TimeSpan.FromDays(45) && label is null,
                Label = label,
            });
            after.Add(letter.MessageId);
            quoted = (at, isSent ? rep.Name : customer.Name, text);
            // Most answer within a day, and nobody in the middle of the night.
            at = WorkingHour(at.AddHours(random.Double(1, 30)), random);
        }
    }

    private MailboxAddress? Colleague(Randomizer random, Customer customer) =>
        random.Bool(0.2f) && cast.Customers.FirstOrDefault(c => c.Company == customer.Company && c != customer) is { } other ? new MailboxAddress(other.Name, other.Address) : null;

    private DateTimeOffset WorkingHour(DateTimeOffset at, Randomizer random)
    {
        if (now - at < TimeSpan.FromHours(12))
            return at;
        while (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            at = at.AddDays(-1);
        return at.Hour is >= 7 and < 18 ? at : new DateTimeOffset(at.Date, TimeSpan.Zero).AddHours(random.Double(7.5, 17.5));
    }
}
