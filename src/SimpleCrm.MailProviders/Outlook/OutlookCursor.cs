namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// Where a folder's changes were read up to: the delta link, and the drafts that were there then, since a delta tells that one has changed or gone and
/// not which edition it was.
/// </summary>
/// <param name="Link">The delta link.</param>
/// <param name="Drafts">Remote ids of drafts.</param>
internal sealed record OutlookCursor(string Link, IReadOnlyList<string> Drafts)
{
    public static OutlookCursor Parse(string text) => text.Split('\n') is [var link, .. var drafts] ? new OutlookCursor(link, drafts) : new OutlookCursor("", []);

    public override string ToString() => string.Join('\n', Drafts.Prepend(Link));
}
