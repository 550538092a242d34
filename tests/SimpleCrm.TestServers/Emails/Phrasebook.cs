using System.Text;
using System.Text.Json;

namespace SimpleCrm.TestServers.Emails;

/// <summary>
/// What people say in one language. In sentences {p} is a product, {n} a number, {m} an amount, {d} a day,
/// {c} the company, {q} the deal.
/// </summary>
internal sealed class Phrasebook
{
    /// <summary>English first.</summary>
    public static Phrasebook[] All { get; } = Read();

    /// <summary>Bogus's name for the language.</summary>
    public required string Locale { get; init; }

    /// <summary>Hours from UTC of those who write it.</summary>
    public required int Zone { get; init; }

    /// <summary>Character sets seen in the wild for it, the commonest first.</summary>
    public required string[] Charsets { get; init; }

    public bool FamilyNameFirst { get; init; }

    public required string ReplyPrefix { get; init; }

    public required string[] Subjects { get; init; }

    /// <summary>{0} is the name of the person addressed.</summary>
    public required string[] Greetings { get; init; }

    public required string[] Sentences { get; init; }

    public required string[] Closings { get; init; }

    /// <summary>Above the quoted email: {0} date and time, {1} who wrote it.</summary>
    public required string Attribution { get; init; }

    public required string[] Products { get; init; }

    public required string[] Days { get; init; }

    public string Fill(Random random, string sentence, string company, string deal)
    {
        if (!sentence.Contains('{', StringComparison.Ordinal)) return sentence;
        var filled = new StringBuilder(sentence.Length + 40);
        for (var at = 0; at < sentence.Length; at++)
        {
            if (sentence[at] != '{')
            {
                filled.Append(sentence[at]);
                continue;
            }

            _ = sentence[at + 1] switch
            {
                'p' => filled.Append(Products[random.Next(Products.Length)]),
                'n' => filled.Append(random.Next(2, 480)),
                'm' => filled.Append(random.Next(8, 900) * 50).Append(" EUR"),
                'd' => filled.Append(Days[random.Next(Days.Length)]),
                'c' => filled.Append(company),
                'q' => filled.Append(deal),
                var other => throw new InvalidOperationException($"Nothing is known to fill {{{other}}} with."),
            };
            at += 2;
        }

        return filled.ToString();
    }

    private static Phrasebook[] Read()
    {
        using var data = typeof(Phrasebook).Assembly.GetManifestResourceStream("phrasebook.json")!;
        return JsonSerializer.Deserialize<Phrasebook[]>(data, JsonSerializerOptions.Web)!;
    }
}
