using Google.Apis.Gmail.v1;
using Google.Apis.Util;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Ids of messages, by label or by search.</summary>
internal sealed class MessageLists(GmailService service, GmailCalls calls, HistoryWindow history)
{
    private const int PageSize = 500;

    /// <summary>
    /// A folder's ids and flags. The history id is taken first: what changes while the pages are read is told by it afterwards. Flags come from
    /// the lists of unread and starred messages, a hundredth of the price of asking for each message.
    /// </summary>
    public async Task<RemoteListing> ListFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var profile = await calls.RunAsync(() => service.Users.GetProfile("me"), calls.Costs.Light, isPersonal: false, cancellationToken);
        var before = profile.HistoryId ?? 0;
        string[] labels = folder == LabelFolders.All ? [] : [folder];
        var unread = (await ListAsync([.. labels, LabelFolders.Unread], null, int.MaxValue, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var starred = (await ListAsync([.. labels, LabelFolders.Starred], null, int.MaxValue, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var ids = await ListAsync(labels, null, int.MaxValue, cancellationToken);
        // What carries both labels is in Trash.
        if (folder == LabelFolders.Spam && ids.Count > 0)
            ids = [.. ids.Except(await ListAsync([LabelFolders.Spam, LabelFolders.Trash], null, int.MaxValue, cancellationToken))];
        var after = await calls.RunAsync(() => service.Users.GetProfile("me"), calls.Costs.Light, isPersonal: false, cancellationToken);
        // What leaves the folder while it is paged through can draw another message over a page's edge, unseen.
        var isComplete = after.HistoryId == before || !await history.HasRemovalsAsync(folder, before, cancellationToken);
        history.Listed(folder);
        return new RemoteListing(HistoryWindow.Cursor(before), [.. ids.Select(id => new RemoteEmail(id, !unread.Contains(id), starred.Contains(id), IsAnswered: false))], isComplete);
    }

    /// <summary>Ids under all of the labels that match a search, newest first.</summary>
    public async Task<List<string>> ListAsync(IReadOnlyList<string> labels, string? query, int most, CancellationToken cancellationToken, bool isPersonal = false)
    {
        var ids = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? page = null;
        do
        {
            var token = page;
            var answer = await calls.RunAsync(() =>
            {
                var request = service.Users.Messages.List("me");
                request.LabelIds = labels.Count == 0 ? null : new Repeatable<string>(labels);
                (request.MaxResults, request.PageToken, request.Q) = (Math.Min(PageSize, most), token, query);
                request.IncludeSpamTrash = labels.Contains(LabelFolders.Trash) || labels.Contains(LabelFolders.Spam) ? true : null;
                request.Fields = "messages/id,nextPageToken";
                return request;
            }, calls.Costs.List, isPersonal, cancellationToken);
            ids.AddRange((answer.Messages ?? []).Select(m => m.Id!).Where(seen.Add));
            page = answer.NextPageToken;
        }
        while (!string.IsNullOrEmpty(page) && ids.Count < most);
        return ids;
    }
}
