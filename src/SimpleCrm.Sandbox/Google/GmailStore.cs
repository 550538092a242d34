using System.Globalization;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Google;

/// <summary>The messages of an account, by label, by thread, and what changed when. Every member needs the lock <see cref="Gate"/>.</summary>
internal sealed class GmailStore(int seed)
{
    private static readonly string[] ReplyMarks = ["re:", "fwd:", "fw:", "aw:", "sv:", "tr:"];

    private readonly Dictionary<string, GmailMessage> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<GmailMessage>> _byLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GmailMessage>> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GmailMessage>> _byMessageId = new(StringComparer.Ordinal);
    private readonly List<HistoryRecord> _history = [];
    private readonly Random _gaps = new(seed);
    private ulong _nextMessage = 0x19a0_0000_0000_0000UL + ((ulong)(uint)seed << 32);
    // What was before the account was opened is as old as what has expired.
    private ulong _oldestHistory = FirstHistory(seed);

    public Lock Gate { get; } = new();
    public ulong HistoryId { get; private set; } = FirstHistory(seed);
    public SortedSet<GmailMessage> All { get; } = new(GmailMessage.NewestFirst);
    public int ThreadCount => _threads.Count;

    /// <summary>Raised under the lock whenever the history grows.</summary>
    public Action? Changed { get; set; }

    public GmailMessage? Find(string id) => _messages.GetValueOrDefault(id);

    public GmailMessage Get(string id) => Find(id) ?? throw GoogleError.NotFound();

    public IReadOnlyList<GmailMessage> Thread(string id) => _threads.TryGetValue(id, out var messages) ? messages : throw GoogleError.NotFound();

    public SortedSet<GmailMessage> Labelled(string label) => _byLabel.TryGetValue(label, out var set) ? set : _byLabel[label] = new(GmailMessage.NewestFirst);

    public IReadOnlyList<GmailMessage> FindByMessageId(string messageId) => _byMessageId.TryGetValue(messageId, out var messages) ? messages : [];

    public string NextId()
    {
        _nextMessage += 0x10001;
        return _nextMessage.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Stores a message in the thread that it belongs to.</summary>
    public GmailMessage Add(byte[] raw, DateTimeOffset at, IEnumerable<string> labels, string? wantedThread = null, string? id = null)
    {
        var headers = HeaderList.Load(new MemoryStream(raw, writable: false));
        var messageId = headers[HeaderId.MessageId] is { } own ? MimeUtils.ParseMessageId(own) : null;
        var subject = Normalise(headers[HeaderId.Subject] ?? "");
        id ??= NextId();
        var message = new GmailMessage
        {
            Id = id,
            ThreadId = ThreadOf(headers, subject, wantedThread) ?? id,
            Raw = raw,
            InternalDate = at.ToUnixTimeMilliseconds(),
            MessageId = messageId,
            Subject = subject,
            Labels = [.. labels],
        };
        Place(message);
        Record(message, HistoryKind.MessageAdded, []);
        return message;
    }

    public void ChangeLabels(GmailMessage message, IEnumerable<string> add, IEnumerable<string> remove)
    {
        var added = add.Where(message.Labels.Add).ToArray();
        var removed = remove.Where(message.Labels.Remove).ToArray();
        foreach (var label in added)
            Labelled(label).Add(message);
        foreach (var label in removed)
            Labelled(label).Remove(message);
        if (added.Length > 0)
            Record(message, HistoryKind.LabelAdded, added);
        if (removed.Length > 0)
            Record(message, HistoryKind.LabelRemoved, removed);
    }

    public void Remove(GmailMessage message)
    {
        if (!_messages.Remove(message.Id))
            return;
        All.Remove(message);
        foreach (var label in message.Labels)
            Labelled(label).Remove(message);
        var thread = _threads[message.ThreadId];
        thread.Remove(message);
        if (thread.Count == 0)
            _threads.Remove(message.ThreadId);
        if (message.MessageId is { } id)
            _byMessageId[id].Remove(message);
        Record(message, HistoryKind.MessageDeleted, []);
    }

    /// <summary>Changes after a history id, oldest first.</summary>
    /// <exception cref="GoogleError">It is too old, or was never given.</exception>
    public IEnumerable<HistoryRecord> HistoryAfter(ulong start)
    {
        if (start < _oldestHistory || start > HistoryId)
            throw GoogleError.NotFound();
        var from = _history.Count;
        for (var (low, high) = (0, _history.Count); low < high;)
        {
            var middle = (low + high) / 2;
            if (_history[middle].Id > start)
                from = high = middle;
            else
                low = middle + 1;
        }
        return _history.Skip(from);
    }

    /// <summary>Forgets what changed so far: every history id given until now is too old.</summary>
    public void ExpireHistory()
    {
        _history.Clear();
        HistoryId += 100;
        _oldestHistory = HistoryId;
    }

    /// <summary>Puts messages back as they were kept, with their ids. Later ids and history ids are none that were given before.</summary>
    public void Restore(IEnumerable<GmailMessage> messages, ulong historyId, ulong now)
    {
        foreach (var message in messages)
            Place(message);
        // Whatever was given after the last time of keeping is not given a second time: messages by the clock, history by being too new.
        _nextMessage += now << 17;
        _history.Clear();
        HistoryId = _oldestHistory = historyId;
    }

    private void Place(GmailMessage message)
    {
        _messages[message.Id] = message;
        All.Add(message);
        foreach (var label in message.Labels)
            Labelled(label).Add(message);
        if (!_threads.TryGetValue(message.ThreadId, out var thread))
            _threads[message.ThreadId] = thread = [];
        thread.Add(message);
        if (message.MessageId is not null && !_byMessageId.TryAdd(message.MessageId, [message]))
            _byMessageId[message.MessageId].Add(message);
    }

    private static ulong FirstHistory(int seed) => 100_000 + (ulong)(uint)seed % 900_000;

    private void Record(GmailMessage message, HistoryKind kind, string[] changed)
    {
        HistoryId += (ulong)_gaps.Next(1, 18);
        message.HistoryId = HistoryId;
        _history.Add(new HistoryRecord(HistoryId, kind, message.Id, message.ThreadId, [.. message.Labels], changed));
        Changed?.Invoke();
    }

    // Gmail joins a conversation when the references and the subject agree; a wanted thread must agree in both as well.
    private string? ThreadOf(HeaderList headers, string subject, string? wanted)
    {
        if (wanted is not null && !_threads.ContainsKey(wanted))
            throw GoogleError.NotFound();
        var references = MimeUtils.EnumerateReferences(headers[HeaderId.References] ?? "").Concat(MimeUtils.EnumerateReferences(headers[HeaderId.InReplyTo] ?? ""));
        foreach (var reference in references.Reverse())
            if (FindByMessageId(reference).FirstOrDefault(p => p.Subject == subject && (wanted is null || wanted == p.ThreadId)) is { } parent)
                return parent.ThreadId;
        return null;
    }

    internal static string Normalise(string subject)
    {
        var text = string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        while (ReplyMarks.FirstOrDefault(m => text.StartsWith(m, StringComparison.Ordinal)) is { } mark)
            text = text[mark.Length..].TrimStart();
        return text;
    }
}
