using System.Text.Json;
using Microsoft.Graph.Me.MailFolders.Delta;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mail;
using SimpleCrm.Sync;
using MailFolder = Microsoft.Graph.Models.MailFolder;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>The account's folders: read whole once, then by their changes. Hidden ones, search folders and the Outbox are nobody's mail.</summary>
internal sealed class OutlookFolders(GraphLine line)
{
    private static readonly (string Name, FolderRole Role)[] WellKnown =
    [
        ("inbox", FolderRole.Inbox), ("sentitems", FolderRole.Sent), ("drafts", FolderRole.Drafts), ("archive", FolderRole.Archive),
        ("deleteditems", FolderRole.Trash), ("junkemail", FolderRole.Junk), ("outbox", FolderRole.None),
    ];

    private static readonly string[] Select = ["id", "displayName", "parentFolderId", "totalItemCount", "isHidden"];

    private readonly Dictionary<string, RemoteFolder> _folders = [];
    private Dictionary<string, string>? _wellKnown;
    private string? _deltaLink;

    public async Task<FolderListing> ListAsync(CancellationToken cancellationToken)
    {
        var wellKnown = await WellKnownAsync(cancellationToken);
        if (_deltaLink is null || !await FollowAsync(wellKnown, _deltaLink, cancellationToken))
        {
            _folders.Clear();
            if (!await FollowAsync(wellKnown, null, cancellationToken))
                throw OutlookErrors.Of(503, "SyncStateNotFound", null, null);
        }
        var inbox = wellKnown.FirstOrDefault(w => w.Value == "inbox").Key;
        return new FolderListing([.. _folders.Values], IsComplete: inbox is not null && _folders.ContainsKey(inbox));
    }

    public async Task<RemoteFolder> CreateAsync(string name, FolderRole role, CancellationToken cancellationToken)
    {
        var wellKnown = await WellKnownAsync(cancellationToken);
        // Every mailbox has its own of these; what is missing (an archive) is made by name.
        if (Array.Find(WellKnown, w => w.Role == role && role != FolderRole.None).Name is { } known && wellKnown.FirstOrDefault(w => w.Value == known).Key is { } id)
            return Describe(await line.Graph.Me.MailFolders[id].GetAsync(c => c.QueryParameters.Select = Select, cancellationToken) ?? new MailFolder { Id = id, DisplayName = name }, role);
        try
        {
            return Describe((await line.Graph.Me.MailFolders.PostAsync(new MailFolder { DisplayName = name }, c => Immutable(c.Headers), cancellationToken))!, role);
        }
        catch (ODataError exception) when (OutlookErrors.Code(exception) == "ErrorFolderExists")
        {
            var found = await line.Graph.Me.MailFolders.GetAsync(c =>
            {
                c.QueryParameters.Filter = $"displayName eq '{name.Replace("'", "''", StringComparison.Ordinal)}'";
                Immutable(c.Headers);
            }, cancellationToken);
            if (found?.Value is [var existing, ..])
                return Describe(existing, role);
            throw;
        }
    }

    // False when the state has gone.
    private async Task<bool> FollowAsync(Dictionary<string, string> wellKnown, string? link, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var page = link is null
                    ? await line.Graph.Me.MailFolders.Delta.GetAsDeltaGetResponseAsync(c =>
                    {
                        c.QueryParameters.Select = Select;
                        Immutable(c.Headers);
                    }, cancellationToken)
                    : await Links.Check(line, link, url => new DeltaRequestBuilder(url, line.Adapter)).GetAsDeltaGetResponseAsync(c => Immutable(c.Headers), cancellationToken);
                foreach (var folder in page?.Value ?? [])
                    Apply(folder, wellKnown);
                if (page?.OdataNextLink is { } next)
                    link = next;
                else
                {
                    _deltaLink = page?.OdataDeltaLink;
                    return _deltaLink is not null;
                }
            }
        }
        catch (Exception exception) when (OutlookErrors.IsSyncStateGone(exception))
        {
            _deltaLink = null;
            return false;
        }
    }

    private void Apply(MailFolder folder, Dictionary<string, string> wellKnown)
    {
        var known = wellKnown.GetValueOrDefault(folder.Id!);
        if (folder.AdditionalData.ContainsKey("@removed") || folder is MailSearchFolder || folder.IsHidden == true || known == "outbox")
            _folders.Remove(folder.Id!);
        else
            _folders[folder.Id!] = Describe(folder, Array.Find(WellKnown, w => w.Name == known).Role);
    }

    private static RemoteFolder Describe(MailFolder folder, FolderRole role) => new()
    {
        RemoteId = folder.Id!,
        Name = folder.DisplayName ?? "",
        ParentRemoteId = folder.ParentFolderId,
        Role = role,
        Identity = folder.Id,
        Count = folder.TotalItemCount,
    };

    // Names by id. The folders of a mailbox have their ids for as long as it lives.
    private async Task<Dictionary<string, string>> WellKnownAsync(CancellationToken cancellationToken)
    {
        if (_wellKnown is not null)
            return _wellKnown;
        var parts = await new GraphBatch(line).RunAsync(
            [.. WellKnown.Select(w => (Func<RequestInformation>)(() => line.Graph.Me.MailFolders[w.Name].ToGetRequestInformation(c => c.QueryParameters.Select = ["id"])))], cancellationToken);
        var found = new Dictionary<string, string>();
        foreach (var (part, (name, _)) in parts.Zip(WellKnown))
        {
            // An archive that was never used does not exist; anything else missing is a sign that the answer cannot be relied upon.
            if (part.IsGone)
                continue;
            if (!part.IsSuccess)
                throw OutlookErrors.OfMailbox(part.Status, part.Code, part.Words, part.Wait);
            using var json = JsonDocument.Parse(part.Body);
            found[json.RootElement.GetProperty("id").GetString()!] = name;
        }
        return _wellKnown = found;
    }

    private static void Immutable(RequestHeaders headers) => headers.TryAdd("Prefer", GraphLine.ImmutableIds);
}
