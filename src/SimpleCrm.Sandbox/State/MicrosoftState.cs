using System.Text.Json.Nodes;
using SimpleCrm.Sandbox.Microsoft;

namespace SimpleCrm.Sandbox.State;

/// <summary>What is in the simulated Microsoft accounts.</summary>
internal static class MicrosoftState
{
    public static IReadOnlyList<SandboxState.MicrosoftAccount> Take(SandboxServer sandbox) => [.. sandbox.Microsoft.Mailboxes.Select(m => Take(sandbox, m))];

    public static void Restore(SandboxServer sandbox, IReadOnlyList<SandboxState.MicrosoftAccount> accounts)
    {
        foreach (var account in accounts)
        {
            if (sandbox.Microsoft.Find(account.Address) is not { } mailbox)
                continue;
            lock (mailbox.Gate)
            {
                foreach (var folder in account.Folders)
                    mailbox.Restore(new StoredFolder(folder.Id, folder.ParentId, folder.Name) { WellKnownName = folder.WellKnownName, IsHidden = folder.IsHidden });
                foreach (var item in account.Messages)
                    mailbox.Restore(Read(item, mailbox));
                foreach (var contact in account.Contacts)
                    mailbox.Put(contact);
                foreach (var (id, category) in account.Categories)
                    mailbox.Categories[id] = category;
                mailbox.Continue(account.Generation);
            }
            foreach (var subscription in account.Subscriptions)
                sandbox.Microsoft.Subscriptions.Restore(new Subscription(mailbox, subscription.Json, subscription.UsesImmutableIds) { Id = (string)subscription.Json["id"]!, ExpiresAt = subscription.ExpiresAt });
        }
    }

    private static SandboxState.MicrosoftAccount Take(SandboxServer sandbox, MicrosoftMailbox mailbox)
    {
        var subscriptions = sandbox.Microsoft.Subscriptions.Of(mailbox);
        lock (mailbox.Gate)
            return new SandboxState.MicrosoftAccount
            {
                Address = mailbox.Address,
                Generation = mailbox.Generation,
                Sequence = mailbox.Sequence + subscriptions.Count,
                Folders = [.. mailbox.Folders.Values.Where(f => !f.IsSearch).Select(f => new SandboxState.Folder(f.Id, f.ParentId, f.Name, f.WellKnownName, f.IsHidden))],
                Messages = [.. mailbox.Messages.OrderBy(m => m.ReceivedAt).Select(Take)],
                Contacts = [.. mailbox.Contacts.Values.Select(c => (JsonObject)c.Json.DeepClone())],
                Categories = mailbox.Categories.ToDictionary(c => c.Key, c => (JsonObject)c.Value.DeepClone()),
                Subscriptions = [.. subscriptions.Select(s => new SandboxState.StoredSubscription(s.Json(), s.UsesImmutableIds, s.ExpiresAt))],
            };
    }

    private static SandboxState.MicrosoftItem Take(StoredMessage message) => new()
    {
        ImmutableId = message.ImmutableId,
        Id = message.Id,
        FolderId = message.Folder.Id,
        Source = message.Source,
        IsRead = message.IsRead,
        IsDraft = message.IsDraft,
        FlagStatus = message.FlagStatus,
        Importance = message.Importance,
        Inference = message.Inference,
        Categories = [.. message.Categories],
        ConversationId = message.ConversationId,
        MessageId = message.MessageId,
        CreatedAt = message.CreatedAt,
        ModifiedAt = message.ModifiedAt,
        ReceivedAt = message.ReceivedAt,
        SentAt = message.SentAt,
        Extended = new Dictionary<string, string>(message.Extended),
    };

    private static StoredMessage Read(SandboxState.MicrosoftItem item, MicrosoftMailbox mailbox)
    {
        var message = new StoredMessage(item.ImmutableId, item.Source)
        {
            Id = item.Id,
            IsRead = item.IsRead,
            IsDraft = item.IsDraft,
            FlagStatus = item.FlagStatus,
            Importance = item.Importance,
            Inference = item.Inference,
            Categories = [.. item.Categories],
            ConversationId = item.ConversationId,
            MessageId = item.MessageId,
            CreatedAt = item.CreatedAt,
            ModifiedAt = item.ModifiedAt,
            ReceivedAt = item.ReceivedAt,
            SentAt = item.SentAt,
            Folder = mailbox.FindFolder(item.FolderId) ?? mailbox.WellKnown("inbox"),
        };
        foreach (var (name, value) in item.Extended)
            message.Extended[name] = value;
        return message;
    }
}
