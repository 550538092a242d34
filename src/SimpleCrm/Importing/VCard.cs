namespace SimpleCrm.Importing;

/// <summary>A vCard that is being read.</summary>
internal sealed class VCard(int line)
{
    private readonly List<(string Text, bool IsPreferred)> _addresses = [], _phones = [], _sites = [];
    private readonly List<string> _tags = [];
    private string _name = "", _given = "", _family = "", _title = "", _company = "";

    public void Add(VCardProperty property)
    {
        switch (property.Name)
        {
            case "FN" when _name.Length == 0:
                _name = property.Text;
                break;
            case "N":
                var parts = property.Split(';');
                _family = parts[0].Replace(',', ' ');
                _given = string.Join(' ', new[] { parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2) }.Where(p => !string.IsNullOrEmpty(p))).Replace(',', ' ');
                break;
            case "ORG" when _company.Length == 0:
                _company = property.Split(';')[0];
                break;
            case "TITLE" when _title.Length == 0:
                _title = property.Text;
                break;
            case "EMAIL":
                _addresses.Add((Bare(property.Text, "mailto:"), property.IsPreferred));
                break;
            case "TEL":
                _phones.Add((Bare(property.Text, "tel:"), property.IsPreferred));
                break;
            case "URL":
                _sites.Add((property.Text, property.IsPreferred));
                break;
            case "CATEGORIES":
                _tags.AddRange(property.Split(','));
                break;
        }
    }

    public FileRow ToRow(string? error) => new(line,
    [
        Cut(_name), Cut(_given), Cut(_family), Cut(_title), Cut(_company), Lines(_addresses), Lines(_phones), _sites.Select(s => Cut(s.Text)).FirstOrDefault() ?? "", Cut(string.Join('\n', _tags)),
    ], error);

    private static string Lines(IEnumerable<(string Text, bool IsPreferred)> values) => Cut(string.Join('\n', values.Where(v => v.Text.Length > 0).OrderByDescending(v => v.IsPreferred).Select(v => v.Text)));

    private static string Bare(string text, string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..] : text;

    private static string Cut(string text) => text.Length > ImportLimits.CellLength ? text[..ImportLimits.CellLength] : text;
}
