using System.Text.Json.Nodes;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Google;

/// <summary>A simulated Gmail account. Safe for concurrent use.</summary>
public sealed class GmailMailbox : ISandboxMailbox
{
    private readonly GoogleSandbox _google;

    internal GmailMailbox(GoogleSandbox google, string address, string ownerName)
    {
        (_google, Address, OwnerName) = (google, address, ownerName);
        Store = new GmailStore(Seed(address));
        Labels = new GmailLabels(Store);
        Drafts = new GmailDrafts(Store, google.Sandbox.Time);
        Contacts = new PeopleBook(google.Sandbox.Time);
        Quota = new QuotaWindow(google.Sandbox.Time);
    }

    public string Address { get; }
    public string OwnerName { get; }

    /// <summary>Other addresses it may send as.</summary>
    public IList<string> Aliases { get; } = [];

    /// <summary>The account's address book.</summary>
    public PeopleBook Contacts { get; }

    /// <summary>What it costs in quota units, and how much of that was refused.</summary>
    public QuotaWindow Quota { get; }

    /// <summary>Sent messages get a Message-ID of Google's own; the original one moves to X-Google-Original-Message-ID.</summary>
    public bool RewritesMessageIds { get; set; }

    /// <summary>Sent messages can be found only after this long.</summary>
    public TimeSpan SentCopyDelay { get; set; }

    internal GmailStore Store { get; }
    internal GmailLabels Labels { get; }
    internal GmailDrafts Drafts { get; }

    public event Action<ISandboxMailbox, ReadOnlyMemory<byte>>? Sent;

    public string Deliver(ReadOnlyMemory<byte> message, DateTimeOffset receivedAt) => Add(message, receivedAt, "INBOX", "UNREAD", "CATEGORY_PERSONAL");

    public string FileSent(ReadOnlyMemory<byte> message, DateTimeOffset sentAt) => Add(message, sentAt, "SENT");

    public int CountUnread()
    {
        lock (Store.Gate)
            return Store.Labelled("UNREAD").Count(m => m.Labels.Contains("INBOX"));
    }

    /// <summary>Stores a message under any labels, as another client would.</summary>
    public string Add(ReadOnlyMemory<byte> message, DateTimeOffset at, params string[] labels)
    {
        lock (Store.Gate)
            return Store.Add(message.ToArray(), at, labels).Id;
    }

    /// <summary>Changes labels, as another client would.</summary>
    public void ChangeLabels(string id, string[] add, string[] remove)
    {
        lock (Store.Gate)
            Store.ChangeLabels(Store.Get(id), add, remove);
    }

    /// <summary>Deletes a message for good, as another client would.</summary>
    public void Delete(string id)
    {
        lock (Store.Gate)
            Store.Remove(Store.Get(id));
    }

    /// <summary>Makes a user label.</summary>
    /// <returns>Its id.</returns>
    public string CreateLabel(string name)
    {
        lock (Store.Gate)
            return (string)Labels.Create(new JsonObject { ["name"] = name })["id"]!;
    }

    /// <summary>Ids and labels of every message, newest first.</summary>
    public IReadOnlyList<(string Id, IReadOnlySet<string> Labels)> Messages()
    {
        lock (Store.Gate)
            return [.. Store.All.Select(m => (m.Id, (IReadOnlySet<string>)m.Labels.ToHashSet()))];
    }

    /// <summary>The message as stored; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Source(string id)
    {
        lock (Store.Gate)
            return Store.Find(id)?.Raw;
    }

    /// <summary>Makes every history id given until now too old (404).</summary>
    public void ExpireHistory()
    {
        lock (Store.Gate)
            Store.ExpireHistory();
    }

    /// <summary>Sends: files the copy, delivers to other simulated accounts, and tells <see cref="Sent"/>.</summary>
    internal GmailMessage Send(ReadOnlyMemory<byte> raw, string? threadId, bool isDraft = false)
    {
        using var message = MimeMessage.Load(new MemoryStream(raw.ToArray(), writable: false));
        var recipients = message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes).Select(m => m.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (recipients.Count == 0)
            throw GoogleError.Invalid("Recipient address required");
        var now = _google.Sandbox.Time.GetUtcNow();
        var writer = message.From.Mailboxes.FirstOrDefault()?.Address;
        if (writer is null || !Owns(writer))
        {
            message.From.Clear();
            message.From.Add(new MailboxAddress(OwnerName, Address));
        }
        if (message.Headers[HeaderId.Date] is null)
            message.Date = now;
        if (RewritesMessageIds || message.Headers[HeaderId.MessageId] is null)
        {
            if (message.Headers[HeaderId.MessageId] is { } original)
                message.Headers["X-Google-Original-Message-ID"] = original;
            message.MessageId = "CA" + MimeUtils.GenerateMessageId("mail.gmail.com");
        }
        var copy = Bytes(message);
        message.Bcc.Clear();
        message.Headers.Remove(HeaderId.Bcc);
        var posted = Bytes(message);
        string[] labels = recipients.Exists(Owns) ? ["SENT", "INBOX", "UNREAD"] : ["SENT"];
        GmailMessage filed;
        lock (Store.Gate)
        {
            if (threadId is not null && !isDraft)
                _ = Store.Thread(threadId);
            if (SentCopyDelay <= TimeSpan.Zero)
                filed = Store.Add(copy, now, labels, threadId);
            else
            {
                var id = Store.NextId();
                filed = new GmailMessage { Id = id, ThreadId = threadId ?? id, Raw = copy, InternalDate = now.ToUnixTimeMilliseconds(), Labels = [.. labels] };
                _ = FileLaterAsync(copy, now, labels, threadId, id);
            }
        }
        _ = Task.Run(() => Post(recipients, posted, now));
        return filed;
    }

    internal bool Owns(string address) => address.Equals(Address, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(address, StringComparer.OrdinalIgnoreCase);

    private void Post(List<string> recipients, byte[] posted, DateTimeOffset now)
    {
        foreach (var recipient in recipients)
            if (!Owns(recipient) && _google.Find(recipient) is { } other)
                other.Deliver(posted, now);
        Sent?.Invoke(this, posted);
    }

    private async Task FileLaterAsync(byte[] copy, DateTimeOffset at, string[] labels, string? threadId, string id)
    {
        await Task.Delay(SentCopyDelay, _google.Sandbox.Time);
        lock (Store.Gate)
            Store.Add(copy, at, labels, threadId, id);
    }

    private static byte[] Bytes(MimeMessage message)
    {
        var wire = FormatOptions.Default.Clone();
        wire.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        message.WriteTo(wire, bytes);
        return bytes.ToArray();
    }

    // The same address gives the same ids in every run.
    private static int Seed(string address) => address.Aggregate(17, (hash, c) => unchecked((hash * 31 + char.ToLowerInvariant(c)) & 0x7fff));
}
