using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Tests.Outbox;

/// <summary>The world outside the product: what the sending server accepted and what is in Sent. It outlives the product's restarts.</summary>
internal sealed class ScriptedServer(KillSwitch kill) : IEmailProvider
{
    private readonly Lock _gate = new();

    public MailProvider Provider => MailProvider.Imap;

    /// <summary>Every acceptance, never removed from: Message-ID and envelope recipients.</summary>
    public List<(string MessageId, IReadOnlyList<string> Recipients, byte[] Content)> Accepted { get; } = [];
    public List<byte[]> Sent { get; } = [];
    /// <summary>What is in Drafts, by remote id; a change gives a message another one, as IMAP does.</summary>
    public Dictionary<string, byte[]> Drafts { get; } = [];
    public int DraftSaves { get; private set; }
    public bool FilesSentItself { get; set; }
    public bool HasSentFolder { get; set; } = true;

    /// <summary>What happens at the next submissions, in order; then everything is accepted.</summary>
    public Queue<Func<OutgoingMessage, Task<SendResult>>> Submissions { get; } = [];

    /// <summary>What the next sessions throw when opened, in order.</summary>
    public Queue<Exception> SessionFailures { get; } = [];
    public Queue<Exception> AppendFailures { get; } = [];
    public Dictionary<(string RemoteId, string PartId), byte[]> Parts { get; } = [];
    /// <summary>Ids of copies that the server filed by itself.</summary>
    public HashSet<string> Filed { get; } = [];
    /// <summary>Whole messages of the other folders, by remote id.</summary>
    public Dictionary<string, byte[]> Sources { get; } = [];
    public int Appends { get; private set; }
    public int Searches { get; private set; }

    public static SendResult Yes(params (string Address, string Words)[] refused) =>
        new(SendOutcome.Accepted, "250 2.0.0 queued", refused.ToDictionary(r => r.Address, r => r.Words));

    public static SendResult No(string words) => new(SendOutcome.Rejected, words, new Dictionary<string, string>());

    public static SendResult Later(string words, MailboxProblem? problem = null) => new(SendOutcome.NotSent, words, new Dictionary<string, string>(), problem);

    public static SendResult Lost() => new(SendOutcome.Unknown, null, new Dictionary<string, string>());

    private static byte[] Bytes(MailContent content)
    {
        using var stream = content.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Accept(OutgoingMessage message)
    {
        lock (_gate)
        {
            var content = Bytes(message.Content);
            Accepted.Add((Read(content).MessageId!, message.Recipients, content));
            if (FilesSentItself)
                Sent.Add(content);
        }
    }

    public async Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken)
    {
        kill.Pass();
        if (Submissions.TryDequeue(out var scripted))
            return await scripted(message);
        Accept(message);
        kill.Pass();
        return Yes();
    }

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        kill.Pass();
        return SessionFailures.TryDequeue(out var failure) ? throw failure : Task.FromResult<IMailboxSession>(new Session(this, kill));
    }

    public static MimeMessage Read(byte[] content) => MimeMessage.Load(new MemoryStream(content));

    private sealed class Session(ScriptedServer server, KillSwitch kill) : IMailboxSession
    {
        public bool FilesSentItself => server.FilesSentItself;

        public Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken) => Task.FromResult(new FolderListing(
            [
                new RemoteFolder { RemoteId = "Drafts", Name = "Drafts", Role = FolderRole.Drafts },
                .. server.HasSentFolder ? [new RemoteFolder { RemoteId = "Sent", Name = "Sent", Role = FolderRole.Sent }] : Array.Empty<RemoteFolder>(),
            ], true));

        public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken)
        {
            kill.Pass();
            lock (server._gate)
            {
                var stored = $"1:{++server.DraftSaves}";
                server.Drafts.Add(stored, Bytes(message));
                if (remoteId is not null)
                    server.Drafts.Remove(remoteId);
                kill.Pass();
                return Task.FromResult(stored);
            }
        }

        public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken)
        {
            kill.Pass();
            lock (server._gate)
                server.Drafts.Remove(remoteId);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
        {
            lock (server._gate)
                return Task.FromResult<IReadOnlyList<RemoteEmail>>([.. remoteIds
                    .Where(id => folderRemoteId == "Drafts" ? server.Drafts.ContainsKey(id) : server.Filed.Contains(id))
                    .Select(id => new RemoteEmail(id, true, false, false))]);
        }

        public Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken)
        {
            lock (server._gate)
            {
                if (!(folderRemoteId == "Drafts" ? server.Drafts : server.Sources).TryGetValue(remoteId, out var source))
                    return Task.FromResult(false);
                destination.Write(source);
                return Task.FromResult(true);
            }
        }

        public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken)
        {
            kill.Pass();
            lock (server._gate)
            {
                if (folderRemoteId == "Drafts")
                    return Task.FromResult<IReadOnlyList<string>>([.. server.Drafts.Where(d => Read(d.Value).MessageId == messageId).Select(d => d.Key)]);
                server.Searches++;
                return Task.FromResult<IReadOnlyList<string>>([.. server.Sent.Select((copy, i) => (Message: Read(copy), i))
                    .Where(c => c.Message.MessageId == messageId || c.Message.Headers[SimpleCrm.Mail.MimeReader.OutgoingHeader] == outgoingMarker).Select(c => $"1:{c.i + 1}")]);
            }
        }

        public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken)
        {
            kill.Pass();
            if (server.AppendFailures.TryDequeue(out var failure))
                throw failure;
            lock (server._gate)
            {
                server.Appends++;
                server.Sent.Add(Bytes(message));
            }
            kill.Pass();
            return Task.FromResult<string?>(null);
        }

        public Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken)
        {
            server.HasSentFolder = true;
            return Task.FromResult(new RemoteFolder { RemoteId = name, Name = name, Role = role });
        }

        public Task<bool> FetchAttachmentAsync(string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken)
        {
            if (!server.Parts.TryGetValue((remoteId, partId), out var content))
                return Task.FromResult(false);
            destination.Write(content);
            return Task.FromResult(true);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        public Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken) => throw new NotSupportedException();
        public IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
