using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Tests.Sync;

internal enum ChangeTelling { Everything, NoRemovals, Nothing }

/// <summary>A mail server in memory: folders with ids and modification marks, that can lie, and fail at any step.</summary>
internal sealed class MemoryMailServer : IEmailProvider
{
    private uint _nextValidity = 1000;

    public Lock Gate { get; } = new();
    public List<MemoryFolder> Folders { get; } = [];
    public ChangeTelling Telling { get; set; } = ChangeTelling.Everything;
    public bool HasStableIds { get; set; }
    public bool TellsCursors { get; set; } = true;
    public bool TellsNewIds { get; set; } = true;
    public bool ListingIsComplete { get; set; } = true;
    /// <summary>One folder shows every email that is not thrown away, as Gmail's does.</summary>
    public bool HasAllMail => Folders.Exists(f => f.Role == FolderRole.All);
    public MemoryFolder AllMail => Folders.Single(f => f.Role == FolderRole.All);
    public Func<FolderListing, FolderListing>? DistortFolders { get; set; }
    public Func<string, RemoteListing, RemoteListing>? DistortEmails { get; set; }
    public Func<FetchedEmail, FetchedEmail?>? DistortFetch { get; set; }

    /// <summary>Called before and after each command with its name and folder; may throw.</summary>
    public Action<string, string>? Before { get; set; }
    public Action<string, string>? After { get; set; }

    /// <summary>Commands that change this email are refused for now.</summary>
    public string? RefusedId { get; set; }
    public List<string> Calls { get; } = [];
    public int Logins { get; private set; }
    public int BatchSize { get; set; } = 20;
    public Action? Changed { get; set; }

    public MemoryFolder AddFolder(string name, FolderRole role = FolderRole.None)
    {
        lock (Gate)
        {
            var folder = new MemoryFolder { Server = this, Name = name, Role = role, Validity = _nextValidity++, ObjectId = Guid.NewGuid().ToString("N") };
            Folders.Add(folder);
            return folder;
        }
    }

    public MemoryFolder Folder(string name) => Folders.SingleOrDefault(f => f.Name == name)
        ?? throw new MailboxAccessException(MailboxProblem.ServerError, "no such folder") { IsFolderOnly = true };

    public MemoryFolder Inbox => Folder("INBOX");

    /// <summary>Gives the folder a new UIDVALIDITY and every email a new id.</summary>
    public void Renumber(MemoryFolder folder)
    {
        lock (Gate)
        {
            folder.Validity = _nextValidity++;
            folder.NextUid = 1;
            folder.Vanished.Clear();
            foreach (var email in folder.Emails)
                email.Uid = folder.NextUid++;
        }
    }

    public MailProvider Provider => MailProvider.Imap;

    public Task<long?> AuthenticateAsync(MailboxConnection connection, MailServerSide side, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public Task<IMailboxSession> OpenAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        Before?.Invoke("open", "");
        Logins++;
        After?.Invoke("open", "");
        return Task.FromResult<IMailboxSession>(new MemorySession(this));
    }

    public Task<SendResult> SendEmailAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RemoteContacts> SyncContactsAsync(MailboxConnection connection, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task WatchAsync(MailboxConnection connection, Action changed, CancellationToken cancellationToken)
    {
        Changed = changed;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
