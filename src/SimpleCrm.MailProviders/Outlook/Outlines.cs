namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Outlines of messages that were listed and wait to be fetched. What nobody asks for is forgotten with the second folder listing after it.</summary>
internal sealed class Outlines
{
    private Dictionary<string, Outline> _fresh = new(StringComparer.Ordinal), _older = new(StringComparer.Ordinal);

    public void Keep(Outline outline) => _fresh[outline.Id] = outline;

    public Outline? Take(string id) => _fresh.Remove(id, out var outline) || _older.Remove(id, out outline) ? outline : null;

    public void Age() => (_older, _fresh) = (_fresh, new Dictionary<string, Outline>(StringComparer.Ordinal));
}
