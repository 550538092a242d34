using SimpleCrm.Blazor.Access;
using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Records;

/// <summary>The tags that one open page knows, with their colours. Lists read them again along with their rows.</summary>
public sealed class TagColours(CurrentViewer viewers, RecordTagging tagging)
{
    // More are not looked through.
    private const int MostChoices = 60;
    private IReadOnlyDictionary<string, TagColour> _colours = new Dictionary<string, TagColour>();

    /// <summary>All of them, in order.</summary>
    public IEnumerable<string> Names => _colours.Keys.Order(StringComparer.Ordinal);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is { } viewer)
            _colours = await tagging.ColoursAsync(viewer, cancellationToken);
    }

    /// <summary>The tags that at least one of these records has.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(RecordLabels kind, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        await viewers.FindAsync(cancellationToken) is { } viewer ? await tagging.NamesAsync(viewer, kind.RecordKind, ids, cancellationToken) : [];

    /// <summary>The style of a tag; grey where it is not known yet.</summary>
    public string ClassOf(string tag) => ClassOf(_colours.GetValueOrDefault(tag));

    /// <summary>The style of a colour.</summary>
    public static string ClassOf(TagColour colour) => $"t-{colour.ToString().ToLowerInvariant()}";

    /// <summary>Tags to put on records, a new one among them when the text is the name of none.</summary>
    public IReadOnlyList<LookupChoice> Choices(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        var known = Choices(Names, name);
        return name.Length is 0 or > Tag.NameLength || _colours.ContainsKey(name) ? known : [.. known, new LookupChoice(name, name, "New tag", "plus")];
    }

    /// <summary>Those of the tags that have the text in them.</summary>
    public static IReadOnlyList<LookupChoice> Choices(IEnumerable<string> tags, string text) =>
        [.. tags.Where(t => t.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)).Take(MostChoices).Select(t => new LookupChoice(t, t, "", "tag"))];
}
