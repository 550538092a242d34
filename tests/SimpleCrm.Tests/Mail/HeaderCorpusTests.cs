using System.Text;
using System.Text.Json;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class HeaderCorpusTests
{
    [Fact]
    public void Address_headers_are_read_as_expected()
    {
        var table = new CorpusTable("headers");
        foreach (var (name, header, expected) in Cases("address.json"))
        {
            table.Check(name, () =>
            {
                var got = Reading.Bytes(Message("To", header)).To;
                var want = Flatten(expected).ToList();
                return want.SequenceEqual(got.Select(a => (a.Name, a.Email)), Comparer) ? null
                    : $"{string.Join(", ", got)} expected {string.Join(", ", want)}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Message_ids_are_read_as_expected()
    {
        var table = new CorpusTable("headers");
        foreach (var (name, header, expected) in Cases("id.json"))
        {
            table.Check(name, () =>
            {
                var got = MessageIds.Parse(header.Split("\n\n")[0]);
                var want = expected.ValueKind == JsonValueKind.Null ? [] : expected.EnumerateArray().Select(e => e.GetString()!.Replace(" ", "")).ToList();
                return want.SequenceEqual(got) ? null : $"{string.Join(", ", got)} expected {string.Join(", ", want)}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Dates_are_read_as_expected()
    {
        var table = new CorpusTable("headers");
        foreach (var (name, header, expected) in Cases("date.json"))
        {
            table.Check(name, () =>
            {
                DateTimeOffset? got = MailDates.TryParse(header, out var date) ? date : null;
                DateTimeOffset? want = expected.ValueKind == JsonValueKind.Null ? null : Date(expected);
                return got == want && got?.Offset == want?.Offset ? null : $"{header.Trim()} → {got:O} expected {want:O}";
            });
        }
        table.Finish();
    }

    [Fact]
    public void Subjects_are_decoded_as_expected()
    {
        var table = new CorpusTable("headers");
        foreach (var (name, header, expected) in Cases("unstructured.json"))
        {
            table.Check(name, () =>
            {
                var got = Reading.Bytes(Message("Subject", header.Split("\nX-")[0].Split("\nFrom")[0])).Subject;
                return CorpusTable.Squeezed(got) == CorpusTable.Squeezed(expected.GetString()) ? null : $"{got} expected {expected.GetString()}";
            });
        }
        table.Finish();
    }

    [Theory]
    [InlineData("mailbox_valid.txt", true)]
    [InlineData("mailbox_invalid.txt", false)]
    public void Typed_addresses_are_accepted_or_refused(string file, bool valid)
    {
        var table = new CorpusTable("addresses");
        foreach (var line in File.ReadAllLines(Path.Combine(MailCorpus.Folder("addresses"), file)).Where(l => l.Length > 0 && !l.StartsWith('#')))
            table.Check($"{file}: {line}", () => AddressParser.ParseTyped(line) is not null == valid ? null : valid ? "refused" : "accepted");
        table.Finish();
    }

    private static readonly EqualityComparer<(string, string)> Comparer =
        EqualityComparer<(string Name, string Email)>.Create((a, b) => a.Name == b.Name && a.Email.Equals(b.Email, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Header, JsonElement Expected)> Cases(string file)
    {
        var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(MailCorpus.Folder("headers"), file)));
        return json.RootElement.EnumerateArray().Select((e, i) => ($"{file}#{i}", e.GetProperty("header").GetString()!, e.GetProperty("expected")));
    }

    private static byte[] Message(string field, string value) =>
        Encoding.UTF8.GetBytes($"{field}: {value.TrimEnd('\n', '\r')}\nX-End: 1\n\nbody\n");

    private static IEnumerable<(string Name, string Email)> Flatten(JsonElement expected)
    {
        if (expected.TryGetProperty("List", out var list))
            return list.EnumerateArray().Select(Address);
        return expected.GetProperty("Group").EnumerateArray().SelectMany(g => g.GetProperty("addresses").EnumerateArray().Select(Address));
    }

    private static (string Name, string Email) Address(JsonElement address) =>
        (DisplayText.Clean(address.GetProperty("name").GetString()), address.GetProperty("address").GetString() ?? "");

    private static DateTimeOffset Date(JsonElement e)
    {
        var offset = new TimeSpan(e.GetProperty("tz_hour").GetInt32(), e.GetProperty("tz_minute").GetInt32(), 0);
        return new DateTimeOffset(e.GetProperty("year").GetInt32(), e.GetProperty("month").GetInt32(), e.GetProperty("day").GetInt32(),
            e.GetProperty("hour").GetInt32(), e.GetProperty("minute").GetInt32(), e.GetProperty("second").GetInt32(), e.GetProperty("tz_before_gmt").GetBoolean() ? -offset : offset);
    }
}
