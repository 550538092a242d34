using System.Globalization;
using System.Text;

namespace SimpleCrm.Exporting;

/// <summary>Writes records as vCards 3.0 (RFC 2426) or 4.0 (RFC 6350), lines folded at 75 bytes.</summary>
internal sealed class VCardWriter(TextWriter output, bool isVersion4)
{
    private const int LineBytes = 75;

    public async Task WriteAsync(ExportRow row)
    {
        var card = new StringBuilder();
        Line(card, "BEGIN:VCARD");
        Line(card, isVersion4 ? "VERSION:4.0" : "VERSION:3.0");
        if (isVersion4 && row.IsOrganisation)
            Line(card, "KIND:org");
        Line(card, $"FN:{Text(row.Name)}");
        var last = row.Name.LastIndexOf(' ');
        Line(card, row.IsOrganisation ? $"N:{Text(row.Name)};;;;" : last < 0 ? $"N:;{Text(row.Name)};;;" : $"N:{Text(row.Name[(last + 1)..])};{Text(row.Name[..last])};;;");
        var company = row.IsOrganisation ? row.Name : row.Company;
        if (company.Length > 0)
            Line(card, $"ORG:{Text(company)}");
        if (row.Title.Length > 0)
            Line(card, $"TITLE:{Text(row.Title)}");
        foreach (var (address, i) in row.Addresses.Select((a, i) => (a, i)))
            Line(card, $"EMAIL{(isVersion4 ? "" : ";TYPE=INTERNET")}{Preferred(i)}:{Text(address)}");
        foreach (var (phone, i) in row.Phones.Select((p, i) => (p, i)))
            Line(card, $"TEL;TYPE={(isVersion4 ? "work" : "WORK")}{Preferred(i)}:{Text(phone)}");
        if (row.Website.Length > 0)
            Line(card, $"URL:{Text(row.Website)}");
        if (row.Tags.Count > 0)
            Line(card, $"CATEGORIES:{string.Join(',', row.Tags.Select(Text))}");
        Line(card, string.Create(CultureInfo.InvariantCulture, $"REV:{row.ChangedAt:yyyyMMdd'T'HHmmss'Z'}"));
        Line(card, "END:VCARD");
        await output.WriteAsync(card);
    }

    private string Preferred(int position) => position > 0 ? "" : isVersion4 ? ";PREF=1" : ";TYPE=PREF";

    private static string Text(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // Never within a character.
    private static void Line(StringBuilder card, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LineBytes)
            {
                card.Append("\r\n ");
                bytes = 1;
            }
            card.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        card.Append("\r\n");
    }
}
