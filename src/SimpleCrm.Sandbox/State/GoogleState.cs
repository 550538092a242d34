using System.Text.Json.Nodes;
using MimeKit;
using MimeKit.Utils;
using SimpleCrm.Sandbox.Google;

namespace SimpleCrm.Sandbox.State;

/// <summary>What is in the simulated Gmail accounts.</summary>
internal static class GoogleState
{
    public static IReadOnlyList<SandboxState.GmailAccount> Take(SandboxServer sandbox) => [.. sandbox.Google.Mailboxes.Select(m => Take(sandbox, m))];

    public static void Restore(SandboxServer sandbox, IReadOnlyList<SandboxState.GmailAccount> accounts)
    {
        foreach (var account in accounts)
        {
            if (sandbox.Google.Find(account.Address) is not { } mailbox)
                continue;
            lock (mailbox.Store.Gate)
            {
                foreach (var label in account.Labels)
                    mailbox.Labels.Restore(label);
                mailbox.Store.Restore(account.Messages.Select(Read), account.HistoryId, (ulong)sandbox.Time.GetUtcNow().ToUnixTimeSeconds() & 0x3FFF_FFFF);
                foreach (var (id, messageId) in account.Drafts)
                    mailbox.Drafts.Restore(id, messageId);
            }
            if (account.WatchTopic is { } topic)
                sandbox.Google.Push.Restore(account.Address, topic, account.WatchUntil);
        }
    }

    private static SandboxState.GmailAccount Take(SandboxServer sandbox, GmailMailbox mailbox)
    {
        var watch = sandbox.Google.Push.WatchOf(mailbox.Address);
        lock (mailbox.Store.Gate)
            return new SandboxState.GmailAccount
            {
                Address = mailbox.Address,
                HistoryId = mailbox.Store.HistoryId,
                Labels = [.. mailbox.Labels.Own.Select(l => (JsonObject)l.DeepClone())],
                Drafts = mailbox.Drafts.List().ToDictionary(d => d.Id, d => d.Message.Id),
                // Oldest first, so that a thread begins with its first message.
                Messages = [.. mailbox.Store.All.Reverse().Select(m => new SandboxState.GmailItem(m.Id, m.ThreadId, m.Raw, m.InternalDate, [.. m.Labels]))],
                WatchTopic = watch?.Topic,
                WatchUntil = watch?.ExpiresAt ?? default,
            };
    }

    private static GmailMessage Read(SandboxState.GmailItem item)
    {
        var headers = HeaderList.Load(new MemoryStream(item.Raw, writable: false));
        return new GmailMessage
        {
            Id = item.Id,
            ThreadId = item.ThreadId,
            Raw = item.Raw,
            InternalDate = item.Date,
            MessageId = headers[HeaderId.MessageId] is { } id ? MimeUtils.ParseMessageId(id) : null,
            Subject = GmailStore.Normalise(headers[HeaderId.Subject] ?? ""),
            Labels = [.. item.Labels],
        };
    }
}
