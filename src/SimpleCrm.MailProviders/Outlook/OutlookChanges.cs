using Microsoft.Graph.Me.MailFolders.Item.Messages.Delta;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// What a folder holds and what changed in it, by delta query. The first round of a delta is the listing, and its delta link the cursor.
/// </summary>
internal sealed class OutlookChanges(GraphLine line, Outlines outlines)
{
    private const int PageSize = 500;
    private const int MaxRounds = 3;

    public async Task<RemoteListing> ListAsync(string folderId, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                var (present, _, link) = await ReadAsync(folderId, null, cancellationToken);
                foreach (var outline in present)
                    outlines.Keep(outline);
                return new RemoteListing(
                    new OutlookCursor(link, [.. present.Where(o => o.IsDraft).Select(o => o.RemoteId)]).ToString(), [.. present.OrderByDescending(o => o.ReceivedAt).Select(o => o.Remote)],
                    IsComplete: present.Count > 0 || await IsEmptyAsync(folderId, cancellationToken));
            }
            // Begun anew when the state goes while it is being read, but not for ever.
            catch (Exception exception) when (OutlookErrors.IsSyncStateGone(exception))
            {
                if (round == MaxRounds)
                    throw new MailboxAccessException(MailboxProblem.ServerBusy, null, exception);
            }
        }
    }

    public async Task<FolderChanges> FetchChangesAsync(string folderId, string cursor, CancellationToken cancellationToken)
    {
        var since = OutlookCursor.Parse(cursor);
        if (!Links.IsOwn(line, since.Link))
            return new FolderChanges(ChangesKind.Expired);
        try
        {
            var (present, removed, link) = await ReadAsync(folderId, since.Link, cancellationToken);
            foreach (var outline in present)
                outlines.Keep(outline);
            var drafts = since.Drafts.ToDictionary(OutlookIds.Bare, StringComparer.Ordinal);
            var gone = removed.Select(id => drafts.Remove(id, out var edition) ? edition : id).ToList();
            foreach (var outline in present)
            {
                if (drafts.Remove(outline.Id, out var edition) && edition != outline.RemoteId)
                    gone.Add(edition);
                if (outline.IsDraft)
                    drafts[outline.Id] = outline.RemoteId;
            }
            return new FolderChanges(ChangesKind.Delta)
            {
                NextCursor = new OutlookCursor(link, [.. drafts.Values]).ToString(),
                Added = [.. present.OrderByDescending(o => o.ReceivedAt).Select(o => o.RemoteId)],
                FlagChanges = [.. present.Select(o => o.Remote)],
                Removed = gone,
            };
        }
        catch (Exception exception) when (OutlookErrors.IsSyncStateGone(exception))
        {
            return new FolderChanges(ChangesKind.Expired);
        }
    }

    // One round, to its delta link. A message can be told of more than once; the last word counts.
    private async Task<(List<Outline> Present, List<string> Removed, string Cursor)> ReadAsync(string folderId, string? link, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, Outline?>(StringComparer.Ordinal);
        while (true)
        {
            var page = link is null
                ? await line.Graph.Me.MailFolders[folderId].Messages.Delta.GetAsDeltaGetResponseAsync(c =>
                {
                    c.QueryParameters.Select = Outline.Select;
                    Prefer(c.Headers);
                }, cancellationToken)
                : await Links.Check(line, link, url => new DeltaRequestBuilder(url, line.Adapter)).GetAsDeltaGetResponseAsync(c => Prefer(c.Headers), cancellationToken);
            foreach (var message in page?.Value ?? [])
                told[message.Id!] = message.AdditionalData.ContainsKey("@removed") ? null : await CompleteAsync(message, cancellationToken);
            if (page?.OdataNextLink is { } next)
                link = next;
            else if (page?.OdataDeltaLink is { } cursor)
                return ([.. told.Values.OfType<Outline>()], [.. told.Where(t => t.Value is null).Select(t => t.Key)], cursor);
            else
                throw new MailboxAccessException(MailboxProblem.ServerError, "The answer has neither a next nor a delta link.");
        }
    }

    // A change may name only what changed; the rest is asked for, so that nothing is taken for false that was left out.
    private async Task<Outline?> CompleteAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.IsRead is not null && message.Flag is not null && message.ReceivedDateTime is not null)
            return Outline.Of(message);
        try
        {
            var whole = await line.Graph.Me.Messages[message.Id].GetAsync(c =>
            {
                c.QueryParameters.Select = Outline.Select;
                c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds);
            }, cancellationToken);
            return whole is null ? null : Outline.Of(whole);
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
            return null;
        }
    }

    private async Task<bool> IsEmptyAsync(string folderId, CancellationToken cancellationToken)
    {
        var folder = await line.Graph.Me.MailFolders[folderId].GetAsync(c => c.QueryParameters.Select = ["totalItemCount"], cancellationToken);
        return folder?.TotalItemCount is null or 0;
    }

    private static void Prefer(RequestHeaders headers) => headers.Add("Prefer", GraphLine.ImmutableIds, $"odata.maxpagesize={PageSize}");
}
