using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>An open IMAP account.</summary>
internal sealed class ImapSession : IMailboxSession
{
    private readonly EmailFetch _fetch;
    private ImapLine _line;
    private ChangeReader _changes;

    public ImapSession(ImapLine line, Func<CancellationToken, Task<ImapLine>> open, bool filesSentItself)
    {
        FilesSentItself = filesSentItself;
        _line = line;
        _changes = new ChangeReader(line);
        _fetch = new EmailFetch(line, open)
        {
            MainReplaced = replaced =>
            {
                _line = replaced;
                _changes = new ChangeReader(replaced);
            },
        };
    }

    public bool HasStableIds => ProviderTraits.Of(MailProvider.Imap).HasStableIds;

    public bool FilesSentItself { get; }

    public Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken) =>
        RunAsync(() => new FolderLister(_line).ListAsync(cancellationToken), cancellationToken);

    public Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken) =>
        RunAsync(() => _changes.ListAsync(folderRemoteId, cancellationToken), cancellationToken);

    public Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken) =>
        RunAsync(() => _changes.FetchChangesAsync(folderRemoteId, cursor, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        _fetch.FetchAsync(folderRemoteId, remoteIds, cancellationToken);

    public Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken) =>
        RunAsync(() => new ContentFetch(_line).FetchSourceAsync(folderRemoteId, remoteId, destination, cancellationToken), cancellationToken);

    public Task<bool> FetchAttachmentAsync(
        string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken) =>
        RunAsync(() => new ContentFetch(_line).FetchAttachmentAsync(folderRemoteId, remoteId, partId, transferEncoding, destination, cancellationToken), cancellationToken);

    public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).SetFlagsAsync(folderRemoteId, remoteIds, read, starred, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> MoveAsync(
        string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).MoveAsync(folderRemoteId, remoteIds, toFolderRemoteId, cancellationToken), cancellationToken);

    public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).DeleteAsync(folderRemoteId, remoteIds, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).FindAsync(folderRemoteId, remoteIds, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).FindByMessageIdAsync(folderRemoteId, messageId, outgoingMarker, cancellationToken), cancellationToken);

    public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).AppendAsync(folderRemoteId, message, date, cancellationToken), cancellationToken);

    public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken) =>
        RunAsync(() => new DraftWrites(_line).SaveAsync(remoteId, message, cancellationToken), cancellationToken);

    public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken) =>
        RunAsync(() => new DraftWrites(_line).DeleteAsync(remoteId, cancellationToken), cancellationToken);

    public Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken) =>
        RunAsync(() => new EmailWrites(_line).CreateFolderAsync(name, role, cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(Func<Task<T>> commands, CancellationToken cancellationToken) => _line.RunAsync(commands, cancellationToken);

    private Task RunAsync(Func<Task> commands, CancellationToken cancellationToken) => _line.RunAsync(async () =>
    {
        await commands();
        return true;
    }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _fetch.DisposeAsync();
        await _line.DisposeAsync();
    }
}
