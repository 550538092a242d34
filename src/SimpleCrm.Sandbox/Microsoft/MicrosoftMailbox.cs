using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A simulated Microsoft 365 mailbox, held in memory. Safe for concurrent use.</summary>
public sealed partial class MicrosoftMailbox : ISandboxMailbox
{
    // Of every mailbox; the last ones are there in real mailboxes too and are nobody's mail.
    private static readonly (string Known, string Name, bool IsHidden)[] Standard =
    [
        ("inbox", "Inbox", false), ("sentitems", "Sent Items", false), ("drafts", "Drafts", false), ("deleteditems", "Deleted Items", false), ("junkemail", "Junk Email", false),
        ("archive", "Archive", false), ("outbox", "Outbox", false), ("conversationhistory", "Conversation History", false), ("syncissues", "Sync Issues", true),
        ("recoverableitemsdeletions", "Recoverable Items", true),
    ];

    private readonly MicrosoftSandbox _sandbox;
    private readonly Dictionary<string, StoredFolder> _wellKnown = [];
    private readonly Dictionary<string, StoredMessage> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _conversations = [];
    private readonly List<ITimer> _timers = [];

    internal MicrosoftMailbox(MicrosoftSandbox sandbox, string address, string ownerName)
    {
        _sandbox = sandbox;
        (Address, OwnerName) = (address, ownerName);
        foreach (var (known, name, isHidden) in Standard)
            _wellKnown[known] = AddFolder(new StoredFolder(NewId("AQMk"), null, name) { WellKnownName = known, IsHidden = isHidden });
        AddFolder(new StoredFolder(NewId("AQMk"), null, "Unread Mail") { IsSearch = true });
    }

    public string Address { get; }
    public string OwnerName { get; }

    public event Action<ISandboxMailbox, ReadOnlyMemory<byte>>? Sent;

    /// <summary>Calls of the mailbox that were refused because more than the permitted number ran at once.</summary>
    public int OverlappingCallsRefused => Volatile.Read(ref Refused);

    /// <summary>The most calls that were handled at the same moment.</summary>
    public int MostCallsAtOnce { get; internal set; }

    internal int Refused;
    internal int Running;

    internal Lock Gate { get; } = new();
    internal string UserId { get; } = Guid.NewGuid().ToString();
    internal string RootFolderId { get; } = NewId("AQMk");
    internal Dictionary<string, StoredFolder> Folders { get; } = new(StringComparer.Ordinal);
    internal IReadOnlyCollection<StoredMessage> Messages => _messages.Values.ToHashSet();
    internal Dictionary<string, StoredContact> Contacts { get; } = new(StringComparer.Ordinal);
    internal Dictionary<string, JsonObject> Categories { get; } = new(StringComparer.Ordinal);
    internal Dictionary<string, JsonObject> Overrides { get; } = new(StringComparer.Ordinal);
    internal List<Removal> Removals { get; } = [];
    internal long Sequence { get; private set; }

    /// <summary>What tokens of earlier generations have lost is 410.</summary>
    internal int Generation { get; private set; } = 1;

    public string Deliver(ReadOnlyMemory<byte> message, DateTimeOffset receivedAt)
    {
        lock (Gate)
            return Add(WellKnown("inbox"), message.ToArray(), receivedAt, m => (m.SentAt, m.Inference) = (receivedAt, m.Headers.Contains(HeaderId.ListUnsubscribe) ? "other" : "focused")).ImmutableId;
    }

    public string FileSent(ReadOnlyMemory<byte> message, DateTimeOffset sentAt)
    {
        lock (Gate)
            return Add(WellKnown("sentitems"), message.ToArray(), sentAt, m => (m.SentAt, m.IsRead) = (sentAt, true)).ImmutableId;
    }

    public int CountUnread()
    {
        lock (Gate)
            return WellKnown("inbox").Messages.Count(m => !m.IsRead);
    }

    /// <summary>Adds a person to the address book.</summary>
    /// <returns>The contact's id.</returns>
    public string AddContact(string name, string address, string? company = null)
    {
        lock (Gate)
            return Put(new JsonObject
            {
                ["displayName"] = name,
                ["companyName"] = company,
                ["emailAddresses"] = new JsonArray(new JsonObject { ["name"] = name, ["address"] = address }),
            }).Id;
    }

    internal StoredFolder WellKnown(string name) => _wellKnown[name];

    internal StoredFolder? FindFolder(string idOrName) =>
        Folders.GetValueOrDefault(idOrName) ?? _wellKnown.GetValueOrDefault(idOrName.ToLowerInvariant());

    internal StoredMessage? FindMessage(string id) => _messages.GetValueOrDefault(id);

    internal StoredMessage Add(StoredFolder folder, byte[] source, DateTimeOffset at, Action<StoredMessage>? set)
    {
        var message = new StoredMessage(NewId("AAkA"), source) { CreatedAt = _sandbox.Time.GetUtcNow(), ReceivedAt = at, Folder = folder };
        message.Id = NewId("AAMk");
        set?.Invoke(message);
        if (message.MessageId.Length == 0)
            message.MessageId = $"<{Guid.NewGuid():N}@sandbox.outlook.test>";
        message.ConversationId = message.References().Select(_conversations.GetValueOrDefault).FirstOrDefault(c => c is not null) ?? NewId("AAQk");
        _conversations.TryAdd(message.MessageId, message.ConversationId);
        _messages[message.ImmutableId] = _messages[message.Id] = message;
        folder.Messages.Add(message);
        Touch(message, "created");
        return message;
    }

    /// <summary>Notes a change of a message; whoever subscribed is told.</summary>
    internal void Touch(StoredMessage message, string change)
    {
        message.Sequence = ++Sequence;
        message.ChangeKey = Sequence;
        message.ModifiedAt = _sandbox.Time.GetUtcNow();
        message.Folder.Sequence = Sequence;
        _conversations.TryAdd(message.MessageId, message.ConversationId);
        _sandbox.Subscriptions.Announce(this, message, change);
    }

    internal void Move(StoredMessage message, StoredFolder to)
    {
        if (message.Folder == to)
            return;
        Removals.Add(new Removal(message.Folder.Id, message.Id, message.ImmutableId, ++Sequence, "changed"));
        message.Folder.Sequence = Sequence;
        message.Folder.Messages.Remove(message);
        _messages.Remove(message.Id);
        message.Id = NewId("AAMk");
        _messages[message.Id] = message;
        message.Folder = to;
        to.Messages.Add(message);
        Touch(message, "updated");
    }

    internal void Remove(StoredMessage message)
    {
        Removals.Add(new Removal(message.Folder.Id, message.Id, message.ImmutableId, ++Sequence, "deleted"));
        message.Folder.Sequence = Sequence;
        message.Folder.Messages.Remove(message);
        _messages.Remove(message.Id);
        _messages.Remove(message.ImmutableId);
        _sandbox.Subscriptions.Announce(this, message, "deleted");
    }

    /// <summary>Gives a message another immutable id, as is reported of sent copies.</summary>
    internal void Rename(StoredMessage message)
    {
        Removals.Add(new Removal(message.Folder.Id, message.Id, message.ImmutableId, ++Sequence, "deleted"));
        _messages.Remove(message.ImmutableId);
        message.ImmutableId = NewId("AAkA");
        _messages[message.ImmutableId] = message;
        Touch(message, "created");
    }

    internal StoredFolder AddFolder(StoredFolder folder)
    {
        Folders[folder.Id] = folder;
        folder.Sequence = ++Sequence;
        return folder;
    }

    internal StoredFolder CreateFolder(string name, string? parentId)
    {
        if (Folders.Values.Any(f => f.ParentId == parentId && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new GraphException(409, "ErrorFolderExists", "A folder with the specified name already exists.");
        return AddFolder(new StoredFolder(NewId("AQMk"), parentId, name));
    }

    internal void Touch(StoredFolder folder) => folder.Sequence = ++Sequence;

    internal void RemoveFolder(StoredFolder folder)
    {
        foreach (var child in Folders.Values.Where(f => f.ParentId == folder.Id).ToList())
            RemoveFolder(child);
        foreach (var message in folder.Messages.ToList())
            Remove(message);
        Folders.Remove(folder.Id);
        Removals.Add(new Removal("folders", folder.Id, folder.Id, ++Sequence, "deleted"));
    }

    internal StoredContact Put(JsonObject json)
    {
        var contact = new StoredContact(NewId("AAMkC"), json) { Sequence = ++Sequence };
        Contacts[contact.Id] = contact;
        return contact;
    }

    internal void Touch(StoredContact contact) => contact.Sequence = ++Sequence;

    internal void Remove(StoredContact contact)
    {
        Contacts.Remove(contact.Id);
        Removals.Add(new Removal("contacts", contact.Id, contact.Id, ++Sequence, "deleted"));
    }

    /// <summary>Does something after a time, holding the mailbox.</summary>
    internal void Later(TimeSpan delay, Action work) => _timers.Add(_sandbox.Time.CreateTimer(_ =>
    {
        lock (Gate)
            work();
    }, null, delay, Timeout.InfiniteTimeSpan));

    internal MailboxAddress Owner => new(OwnerName, Address);

    /// <summary>Passes a message on: to other simulated mailboxes, and to whoever listens. Nobody sees hidden recipients.</summary>
    internal void Post(StoredMessage message)
    {
        var posted = MimeMessage.Load(new MemoryStream(message.Source, writable: false));
        var recipients = posted.GetRecipients(onlyUnique: true).Select(r => r.Address).ToList();
        posted.Bcc.Clear();
        posted.Headers.RemoveAll(HeaderId.Bcc);
        var source = MessageMime.Written(posted);
        var now = _sandbox.Time.GetUtcNow();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            foreach (var recipient in recipients)
                _sandbox.Find(recipient)?.Deliver(source, now);
            Sent?.Invoke(this, source);
        });
    }

    internal static string NewId(string prefix) => prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)).Replace('+', '-').Replace('/', '_');
}
