using System.Diagnostics;
using System.Globalization;
using SimpleCrm.Links;
using Xunit;

namespace SimpleCrm.Tests.Links;

/// <summary>Matching measured on a mailbox with known truth; the table is in the test's output.</summary>
public sealed class MatchingMeasureTests(ITestOutputHelper output)
{
    [Fact]
    public void Links_of_a_mailbox_with_known_truth_are_right_and_complete()
    {
        var mailbox = new TruthMailbox();
        var known = mailbox.Known();
        var (contacts, companies, deals) = (new Measure("contacts"), new Measure("companies"), new Measure("deals"));
        var cases = new SortedDictionary<string, (int Emails, int Wrong, int Missed)>(StringComparer.Ordinal);
        var asked = 0;
        var started = Stopwatch.GetTimestamp();
        var matched = mailbox.Emails.Select(e => (Truth: e, Match: LinkMatcher.Match(e.Email, known))).ToList();
        var elapsed = Stopwatch.GetElapsedTime(started);
        foreach (var (truth, (links, remembered)) in matched)
        {
            var before = (contacts.Wrong + companies.Wrong + deals.Wrong, contacts.Missed + companies.Missed + deals.Missed);
            contacts.Add(Ids(links, RecordKind.Contact), truth.Contacts);
            companies.Add(Ids(links, RecordKind.Company), truth.Companies);
            deals.Add(Ids(links, RecordKind.Deal), truth.Deal is { } deal ? new HashSet<long> { deal } : new HashSet<long>());
            asked += remembered.Any(r => r.State == ThreadLinkState.Asked) ? 1 : 0;
            var known2 = cases.GetValueOrDefault(truth.Case);
            cases[truth.Case] = (known2.Emails + 1, known2.Wrong + contacts.Wrong + companies.Wrong + deals.Wrong - before.Item1, known2.Missed + contacts.Missed + companies.Missed + deals.Missed - before.Item2);
        }

        output.WriteLine($"{mailbox.Emails.Count} emails, {TruthMailbox.ContactCount} contacts, {TruthMailbox.CompanyCount} companies, {TruthMailbox.DealCount} deals; {asked} questions");
        output.WriteLine($"{elapsed.TotalMicroseconds / mailbox.Emails.Count:F1} µs an email");
        foreach (var measure in new[] { contacts, companies, deals })
            output.WriteLine(measure.ToString());
        foreach (var (name, (emails, wrong, missed)) in cases)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {emails,5} emails {wrong,4} wrong {missed,4} missed"));

        Assert.True(mailbox.Emails.Count >= 5000 && cases.Count >= 15);
        Assert.True(contacts is { Precision: >= 0.98, Recall: >= 0.95 }, contacts.ToString());
        Assert.True(companies is { Precision: >= 0.98, Recall: >= 0.95 }, companies.ToString());
        Assert.True(deals is { Precision: >= 0.95, Found: > 500 }, deals.ToString());
        Assert.True(asked > 20);
    }

    private static HashSet<long> Ids(IReadOnlyList<FoundLink> links, RecordKind kind) => links.Where(l => l.Kind == kind).Select(l => l.RecordId).ToHashSet();

    private sealed class Measure(string name)
    {
        public int Right { get; private set; }
        public int Wrong { get; private set; }
        public int Missed { get; private set; }
        public int Found => Right + Wrong;
        public double Precision => Found == 0 ? 1 : (double)Right / Found;
        public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);

        public void Add(HashSet<long> found, IReadOnlySet<long> truth)
        {
            Right += found.Count(truth.Contains);
            Wrong += found.Count(id => !truth.Contains(id));
            Missed += truth.Count(id => !found.Contains(id));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{name,-10} precision {Precision:F3} recall {Recall:F3} ({Right} right, {Wrong} wrong, {Missed} missed)");
    }
}
