using System.Collections.Concurrent;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Tests.Reading;

/// <summary>A mail server that knows only the parts and messages it was given, and counts what is asked of it.</summary>
public sealed class FileServer : IEmailProvider
{
    private int _sessions;
    private int _fetches;

    public ConcurrentDictionary<string, byte[]> Parts { get; } = new();
    public ConcurrentDictionary<string, byte[]> Sources { get; } = new();

    /// <summary>Breaks the line in the middle of so many fetches.</summary>
    public int Breaks { get; set; }
    public bool IsDown { get; set; }

    /// <summary>Nothing is answered before this ends.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Sessions => _sessions;
    public int Fetches => _fetches;

    public MailProvider Provider => MailProvider.Imap;

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new MailboxAccessException(MailboxProblem.ConnectionRefused, null);
        Interlocked.Increment(ref _sessions);
        return Task.FromResult<IMailboxSession>(new Session(this));
    }

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    private sealed class Session(FileServer server) : IMailboxSession
    {
        public async Task<bool> FetchAttachmentAsync(string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref server._fetches);
            await server.Gate;
            if (!server.Parts.TryGetValue($"{folderRemoteId}/{remoteId}/{partId}", out var content))
                return false;
            await WriteAsync(content, destination, cancellationToken);
            return true;
        }

        public async Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken)
        {
            if (!server.Sources.TryGetValue($"{folderRemoteId}/{remoteId}", out var content))
                return false;
            await WriteAsync(content, destination, cancellationToken);
            return true;
        }

        private async Task WriteAsync(byte[] content, Stream destination, CancellationToken cancellationToken)
        {
            var breaks = server.Breaks-- > 0;
            foreach (var piece in content.Chunk(7000))
            {
                await destination.WriteAsync(piece, cancellationToken);
                if (breaks)
                    throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
            }
        }

        public bool FilesSentItself => false;
        public Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken) => throw new NotSupportedException();
        public IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken) => throw new NotSupportedException();
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
