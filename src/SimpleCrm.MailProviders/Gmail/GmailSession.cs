using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>An open Gmail account.</summary>
internal sealed class GmailSession : IMailboxSession
{
    // A cursor that nothing moves would grow too old for the history in some days.
    private static readonly TimeSpan QuietFor = TimeSpan.FromHours(12);

    private readonly GmailService _service;
    private readonly GmailCalls _calls;
    private readonly HistoryWindow _history;
    private readonly MessageLists _lists;
    private readonly MessageFetch _fetch;
    private readonly MessageWrites _writes;
    private readonly DraftWrites _drafts;
    private readonly SentSearch _search;
    private readonly Dictionary<string, (string Cursor, DateTimeOffset At)> _handed = [];

    public GmailSession(GmailService service, GmailCalls calls)
    {
        (_service, _calls) = (service, calls);
        var batch = new GmailBatch(service, calls);
        _history = new HistoryWindow(service, calls, batch);
        _lists = new MessageLists(service, calls, _history);
        _fetch = new MessageFetch(service, calls, batch, _lists);
        _writes = new MessageWrites(service, calls, batch);
        _drafts = new DraftWrites(service, calls);
        _search = new SentSearch(service, calls, batch, _lists);
    }

    public bool HasStableIds => ProviderTraits.Of(MailProvider.Gmail).HasStableIds;

    public bool HoldsNoConnection => true;

    public int MostAtOnce => MessageFetch.RoundSize;

    public bool FilesSentItself => ProviderTraits.Of(MailProvider.Gmail).FilesSentItself;

    public async Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken)
    {
        await _history.AdvanceAsync(cancellationToken);
        var labels = (await _calls.RunAsync(() => _service.Users.Labels.List("me"), _calls.Costs.Light, isPersonal: false, cancellationToken)).Labels ?? [];
        // An answer without the system labels is none.
        var isComplete = labels.Any(l => l.Id == LabelFolders.Inbox);
        return new FolderListing([.. LabelFolders.Of([.. labels]).Select(f => f with { Cursor = _history.QuietCursor(f.RemoteId, Handed(f.RemoteId)) })], isComplete);
    }

    public async Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken)
    {
        try
        {
            var listing = await _lists.ListFolderAsync(folderRemoteId, cancellationToken);
            Hand(folderRemoteId, listing.Cursor);
            return listing;
        }
        catch (MailboxAccessException exception) when (exception.IsRefusal)
        {
            // The label was deleted since the folders were listed.
            throw new MailboxAccessException(exception.Problem, exception.Detail, exception) { IsFolderOnly = true };
        }
    }

    public async Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken)
    {
        var changes = await _history.ChangesAsync(folderRemoteId, cursor, cancellationToken);
        if (changes.NextCursor is { } next)
            Hand(folderRemoteId, next);
        return changes;
    }

    public IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        _fetch.FetchAsync(folderRemoteId, remoteIds, cancellationToken);

    public async Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken)
    {
        if (await _fetch.RawAsync(remoteId, isPersonal: true, cancellationToken) is not { } raw)
            return false;
        await destination.WriteAsync(raw, cancellationToken);
        return true;
    }

    public async Task<bool> FetchAttachmentAsync(
        string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken)
    {
        if (await _fetch.RawAsync(remoteId, isPersonal: true, cancellationToken) is not { } raw)
            return false;
        var part = new ParsedAttachment(partId, "", "application/octet-stream", 0, null, IsInline: false, transferEncoding);
        return await PartContent.CopyFromMessageAsync(new MemoryStream(raw, writable: false), part, destination, MimeLimits.Default, cancellationToken);
    }

    public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) =>
        _writes.SetFlagsAsync(remoteIds, read, starred, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) =>
        _writes.MoveAsync(folderRemoteId, remoteIds, toFolderRemoteId, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Needs the scope <c>https://mail.google.com/</c>; with less Gmail refuses. Taken from a label, an email only loses the label; All mail and
    /// Sent are refused.
    /// </remarks>
    public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        _writes.DeleteAsync(folderRemoteId, remoteIds, cancellationToken);

    public async Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var messages = await _history.LookAsync([.. remoteIds.Distinct()], isPersonal: true, cancellationToken);
        return [.. messages.Where(m => m.Value is { } message && LabelFolders.Holds(folderRemoteId, message.LabelIds)).Select(m => LabelFolders.Email(m.Key, m.Value!.LabelIds))];
    }

    public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken) =>
        _search.FindAsync(folderRemoteId, messageId, outgoingMarker, cancellationToken);

    public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken) =>
        _writes.AppendAsync(folderRemoteId, message, cancellationToken);

    public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken) =>
        _drafts.SaveAsync(remoteId, message, cancellationToken);

    public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken) => _drafts.DeleteAsync(remoteId, cancellationToken);

    public async Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken)
    {
        // Gmail archives by taking the Inbox off: what is archived is in All mail and nowhere else.
        if (role is FolderRole.Archive or FolderRole.All)
            return LabelFolders.AllMail;
        if (role != FolderRole.None)
            return LabelFolders.Of(await LabelsAsync(cancellationToken)).First(f => f.Role == role);
        try
        {
            var wanted = new Label { Name = name, LabelListVisibility = "labelShow", MessageListVisibility = "show" };
            var made = await _calls.RunOnceAsync(() => _service.Users.Labels.Create(wanted, "me"), _calls.Costs.Modify, isPersonal: true, cancellationToken);
            return new RemoteFolder { RemoteId = made.Id!, Name = made.Name ?? name };
        }
        catch (MailboxAccessException exception) when (exception.IsRefusal)
        {
            // It may be there already.
            var labels = await LabelsAsync(cancellationToken);
            var same = labels.Find(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw new MailboxAccessException(exception.Problem, exception.Detail, exception) { IsRefusal = true };
            return LabelFolders.Of(labels).First(f => f.RemoteId == same.Id);
        }
    }

    private async Task<List<Label>> LabelsAsync(CancellationToken cancellationToken) =>
        [.. (await _calls.RunAsync(() => _service.Users.Labels.List("me"), _calls.Costs.Light, isPersonal: true, cancellationToken)).Labels ?? []];

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Hand(string folder, string cursor) => _handed[folder] = (cursor, _calls.Time.GetUtcNow());

    private string? Handed(string folder) => _handed.TryGetValue(folder, out var handed) && _calls.Time.GetUtcNow() - handed.At < QuietFor ? handed.Cursor : null;
}
