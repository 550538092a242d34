using MimeKit;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>An open Outlook account. Listing and fetching are background work; everything else is what a person waits for.</summary>
internal sealed class OutlookSession : IMailboxSession
{
    private readonly GraphLine _background, _person;
    private readonly Outlines _outlines = new();
    private readonly OutlookFolders _folders;
    private readonly OutlookChanges _changes;
    private readonly OutlookFetch _fetch;
    private readonly OutlookWrites _writes;
    private readonly OutlookDrafts _drafts;

    public OutlookSession(GraphLine background, GraphLine person)
    {
        (_background, _person) = (background, person);
        _folders = new OutlookFolders(background);
        _changes = new OutlookChanges(background, _outlines);
        _fetch = new OutlookFetch(background, _outlines);
        _writes = new OutlookWrites(person);
        _drafts = new OutlookDrafts(person);
    }

    public bool HasStableIds => ProviderTraits.Of(MailProvider.Outlook).HasStableIds;

    public bool HoldsNoConnection => true;

    public bool FilesSentItself => ProviderTraits.Of(MailProvider.Outlook).FilesSentItself;

    public Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken)
    {
        lock (_outlines)
            _outlines.Age();
        return _background.RunAsync(() => _folders.ListAsync(cancellationToken), cancellationToken);
    }

    public Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken) =>
        _background.RunAsync(() => _changes.ListAsync(folderRemoteId, cancellationToken), cancellationToken);

    public Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken) =>
        _background.RunAsync(() => _changes.FetchChangesAsync(folderRemoteId, cursor, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        _fetch.FetchAsync(remoteIds, cancellationToken);

    public Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken) => _person.RunAsync(async () =>
    {
        using var source = await SourceAsync(remoteId, cancellationToken);
        if (source is null)
            return false;
        await source.CopyToAsync(destination, cancellationToken);
        return true;
    }, cancellationToken);

    public Task<bool> FetchAttachmentAsync(string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken) => _person.RunAsync(async () =>
    {
        using var source = await SourceAsync(remoteId, cancellationToken);
        if (source is null)
            return false;
        using var message = await MimeMessage.LoadAsync(ParserOptions.Default, source, persistent: true, cancellationToken);
        if (MimeParts.Find(message, partId) is not { } part)
            return false;
        await MimeParts.WriteAsync(part, destination, cancellationToken);
        return true;
    }, cancellationToken);

    public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) =>
        RunAsync(() => _writes.SetFlagsAsync(remoteIds, read, starred, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) =>
        _person.RunAsync(() => _writes.MoveAsync(folderRemoteId, remoteIds, toFolderRemoteId, cancellationToken), cancellationToken);

    public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        RunAsync(() => _writes.DeleteAsync(folderRemoteId, remoteIds, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        _person.RunAsync(() => _writes.FindAsync(folderRemoteId, remoteIds, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken) =>
        _person.RunAsync(() => _writes.FindByMessageIdAsync(folderRemoteId, messageId, outgoingMarker, cancellationToken), cancellationToken);

    /// <summary>Refused: Graph stores nothing as sent that was not sent, and files what was by itself.</summary>
    public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken) =>
        throw new MailboxAccessException(MailboxProblem.ServerError, null) { IsRefusal = true };

    public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken) => _person.RunAsync(async () =>
    {
        // The MIME of a draft cannot be replaced.
        var draft = await _drafts.CreateAsync(message, null, cancellationToken);
        if (remoteId is not null)
            await _drafts.DeleteAsync(OutlookIds.Bare(remoteId), cancellationToken);
        return OutlookIds.Of(draft.Id!, draft.ChangeKey, isDraft: true);
    }, cancellationToken);

    public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken) =>
        RunAsync(() => _drafts.DeleteAsync(OutlookIds.Bare(remoteId), cancellationToken), cancellationToken);

    public Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken) =>
        _person.RunAsync(() => _folders.CreateAsync(name, role, cancellationToken), cancellationToken);

    private async Task<MemoryStream?> SourceAsync(string remoteId, CancellationToken cancellationToken)
    {
        try
        {
            using var content = await _person.Graph.Me.Messages[OutlookIds.Bare(remoteId)].Content.GetAsync(c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
            if (content is null)
                return null;
            var source = new MemoryStream();
            await content.CopyToAsync(source, cancellationToken);
            source.Position = 0;
            return source;
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
            return null;
        }
    }

    private Task RunAsync(Func<Task> calls, CancellationToken cancellationToken) => _person.RunAsync(async () =>
    {
        await calls();
        return true;
    }, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _background.Dispose();
        _person.Dispose();
        return default;
    }
}
