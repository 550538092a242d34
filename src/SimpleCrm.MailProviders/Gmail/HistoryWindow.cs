using System.Globalization;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// What changed in the mailbox since some moment, read once for all folders. A history record says which message changed and how; what is true
/// of the message now is asked for, since records are no reliable source of labels.
/// </summary>
internal sealed class HistoryWindow(GmailService service, GmailCalls calls, GmailBatch batch)
{
    private const int PageSize = 500;

    // Beyond this, listing the folders costs less than asking for each message.
    private const int MostMessages = 1_000;

    // Changes beyond this are forgotten, from the oldest.
    private const int MostRecords = 4_000;

    private const string Fields = "history(id,messagesAdded/message/id,messagesDeleted/message/id,labelsAdded(message/id,labelIds),labelsRemoved(message/id,labelIds)),nextPageToken,historyId";

    private readonly List<Record> _records = [];
    private readonly Dictionary<string, Message?> _messages = [];
    private readonly Dictionary<string, int> _servedAt = [];
    private ulong _start, _end;
    private int _reads;

    private sealed record Record(ulong Id, string MessageId, HashSet<string>? Labels);

    /// <summary>Reads on from where the window ends, if there is one.</summary>
    public async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        if (_reads > 0 && !await ReadAsync(_end, cancellationToken))
            Forget();
    }

    /// <summary>The cursor that the folder had when it was last served, if nothing touched it since.</summary>
    public string? QuietCursor(string folder, string? handed) =>
        handed is not null && _reads > 0 && Parse(handed) is { } from && from >= _start && !_records.Exists(r => r.Id > from && IsAbout(r, folder)) ? handed : null;

    /// <summary>Changes of a folder since a cursor.</summary>
    public async Task<FolderChanges> ChangesAsync(string folder, string cursor, CancellationToken cancellationToken)
    {
        if (Parse(cursor) is not { } from)
            return new FolderChanges(ChangesKind.Expired);
        if (_reads == 0 || from < _start)
        {
            Forget();
            _start = _end = from;
            if (!await ReadAsync(from, cancellationToken))
                return Expire();
        }
        // The Inbox comes first in each round, and what it reads serves the others. One that asks again is in a later round.
        else if (from > _end || folder == LabelFolders.Inbox || _servedAt.GetValueOrDefault(folder) == _reads)
        {
            if (!await ReadAsync(_end, cancellationToken))
            {
                Forget();
                _start = _end = from;
                if (!await ReadAsync(from, cancellationToken))
                    return Expire();
            }
        }
        _servedAt[folder] = _reads;
        var records = _records.Where(r => r.Id > from && IsAbout(r, folder)).ToList();
        var ids = records.Select(r => r.MessageId).Distinct().ToList();
        var open = ids.Where(id => !_messages.ContainsKey(id)).ToList();
        if (open.Count > MostMessages)
            return new FolderChanges(ChangesKind.ListingNeeded);
        foreach (var (id, message) in await LookAsync(open, isPersonal: false, cancellationToken))
            _messages[id] = message;
        var here = ids.Where(id => _messages[id] is { } message && LabelFolders.Holds(folder, message.LabelIds)).ToList();
        return new FolderChanges(ChangesKind.Delta)
        {
            NextCursor = Cursor(_end),
            Added = [.. here.Where(id => records.Exists(r => r.MessageId == id && r.Labels?.IsSubsetOf([LabelFolders.Unread, LabelFolders.Starred]) != true)).OrderByDescending(id => _messages[id]!.InternalDate).ThenByDescending(id => id, StringComparer.Ordinal)],
            FlagChanges = [.. here.Select(id => LabelFolders.Email(id, _messages[id]!.LabelIds))],
            Removed = [.. ids.Except(here)],
        };
    }

    /// <summary>A folder was listed in full at this point of the history.</summary>
    public void Listed(string folder) => _servedAt[folder] = _reads;

    /// <summary>Whether messages left the folder after a cursor, so that a listing made meanwhile may have missed others.</summary>
    public async Task<bool> HasRemovalsAsync(string folder, ulong after, CancellationToken cancellationToken)
    {
        if (await HistoryAsync(after, cancellationToken) is not { } changes)
            return true;
        return changes.Records.Exists(r => IsAbout(r, folder) && r.Labels?.IsSubsetOf([LabelFolders.Unread, LabelFolders.Starred]) != true);
    }

    /// <summary>Ids and labels of messages as they are now; null for those that are gone.</summary>
    public async Task<Dictionary<string, Message?>> LookAsync(IReadOnlyList<string> ids, bool isPersonal, CancellationToken cancellationToken)
    {
        var answers = await batch.RunAsync(ids, id =>
        {
            var request = service.Users.Messages.Get("me", id);
            request.Format = UsersResource.MessagesResource.GetRequest.FormatEnum.Minimal;
            request.Fields = "id,threadId,labelIds,internalDate,sizeEstimate";
            return request;
        }, calls.Costs.GetMessage, isPersonal, cancellationToken);
        return answers.ToDictionary(a => a.Key, a => a.Value.Failure is { } failure ? throw failure : a.Value.Content);
    }

    public static string Cursor(ulong historyId) => historyId.ToString(CultureInfo.InvariantCulture);

    private static ulong? Parse(string cursor) => ulong.TryParse(cursor, CultureInfo.InvariantCulture, out var id) ? id : null;

    // A record without labels is about the message itself, wherever it is. Trash and Spam change what all the other folders hold.
    private static bool IsAbout(Record record, string folder) => record.Labels is null || record.Labels.Contains(folder)
        || record.Labels.Contains(LabelFolders.Trash) || record.Labels.Contains(LabelFolders.Spam) || record.Labels.Contains(LabelFolders.Unread) || record.Labels.Contains(LabelFolders.Starred);

    private FolderChanges Expire()
    {
        Forget();
        return new FolderChanges(ChangesKind.Expired);
    }

    private void Forget()
    {
        _records.Clear();
        _messages.Clear();
        _servedAt.Clear();
        _reads = 0;
    }

    private async Task<bool> ReadAsync(ulong after, CancellationToken cancellationToken)
    {
        if (await HistoryAsync(after, cancellationToken) is not { } changes)
            return false;
        foreach (var record in changes.Records)
            _messages.Remove(record.MessageId);
        _records.AddRange(changes.Records);
        _end = Math.Max(changes.End, after);
        _reads++;
        Trim();
        return true;
    }

    // A folder whose cursor lies before what is kept reads on from there.
    private void Trim()
    {
        if (_records.Count <= MostRecords)
            return;
        _start = _records[_records.Count - MostRecords / 2 - 1].Id;
        _records.RemoveRange(0, _records.Count - MostRecords / 2);
        var kept = _records.Select(r => r.MessageId).ToHashSet(StringComparer.Ordinal);
        foreach (var id in _messages.Keys.Where(id => !kept.Contains(id)).ToList())
            _messages.Remove(id);
    }

    // Null: the id is too old (404). The end is the one of the first page, since what happens while the pages are read may be on none of them.
    private async Task<(List<Record> Records, ulong End)?> HistoryAsync(ulong after, CancellationToken cancellationToken)
    {
        var records = new List<Record>();
        ulong? end = null;
        string? page = null;
        try
        {
            do
            {
                var token = page;
                var answer = await calls.RunAsync(() =>
                {
                    var request = service.Users.History.List("me");
                    (request.StartHistoryId, request.MaxResults, request.PageToken, request.Fields) = (after, PageSize, token, Fields);
                    return request;
                }, calls.Costs.History, isPersonal: false, cancellationToken);
                end ??= answer.HistoryId ?? after;
                // A page may be empty and still not be the last.
                foreach (var history in answer.History ?? [])
                    records.AddRange(Of(history));
                page = answer.NextPageToken;
            }
            while (!string.IsNullOrEmpty(page));
        }
        catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
        {
            return null;
        }
        return (records, end.Value);
    }

    private static IEnumerable<Record> Of(History history)
    {
        var id = history.Id ?? 0;
        foreach (var added in history.MessagesAdded ?? [])
            yield return new Record(id, added.Message!.Id!, null);
        foreach (var deleted in history.MessagesDeleted ?? [])
            yield return new Record(id, deleted.Message!.Id!, null);
        foreach (var change in history.LabelsAdded ?? [])
            yield return new Record(id, change.Message!.Id!, [.. change.LabelIds ?? []]);
        foreach (var change in history.LabelsRemoved ?? [])
            yield return new Record(id, change.Message!.Id!, [.. change.LabelIds ?? []]);
    }
}
