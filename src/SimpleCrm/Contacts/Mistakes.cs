using System.Globalization;
using SimpleCrm.Mail;
using SimpleCrm.Tagging;

namespace SimpleCrm.Contacts;

/// <summary>Checks of what a person entered, collected by field.</summary>
internal sealed class Mistakes
{
    private readonly Dictionary<string, string[]> _found = [];

    public bool Any => _found.Count > 0;

    public IReadOnlyDictionary<string, string[]> Found => _found;

    public void Add(string field, string message) => _found.TryAdd(field, [message]);

    /// <summary>The name of a record: there must be one.</summary>
    public string Name(string? text)
    {
        var name = DisplayText.Clean(text, CrmRecord.NameLength + 1);
        if (name.Length is 0 or > CrmRecord.NameLength)
            Add("name", $"Enter a name of at most {CrmRecord.NameLength} characters.");
        return name;
    }

    /// <summary>One line that may be missing.</summary>
    public string Line(string field, string? text, int length)
    {
        var line = DisplayText.Clean(text, length + 1);
        if (line.Length > length)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Use at most {length} characters."));
        return line;
    }

    /// <summary>Several lines, each once; empty ones are left out.</summary>
    public IReadOnlyList<string> Lines(string field, IEnumerable<string>? texts, int most, int length)
    {
        var lines = (texts ?? []).Select(t => Line(field, t, length)).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(most + 1).ToList();
        if (lines.Count > most)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Use at most {most}."));
        return lines;
    }

    /// <summary>Email addresses in lower case; each must be one.</summary>
    public IReadOnlyList<string> Addresses(string field, IEnumerable<string>? texts, int most)
    {
        var addresses = Lines(field, texts, most, 320).Select(a => a.ToLowerInvariant()).ToList();
        if (addresses.Find(a => !AddressSyntax.IsValid(a)) is { } bad)
            Add(field, $"“{bad}” is not an email address. Write it like ana@example.com.");
        return addresses;
    }

    /// <summary>Tags as stored.</summary>
    public string Tags(IEnumerable<string>? texts)
    {
        return RecordLists.JoinTags(Lines("tags", texts, Tag.MostOfRecord, Tag.NameLength).Select(t => t.ToLowerInvariant()));
    }
}
