using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>In what providers differ, so that one suite can demand the right thing of each. docs/providers.md shows the same table.</summary>
public sealed record ProviderTraits
{
    /// <summary>The one table of what each provider can do.</summary>
    public static readonly IReadOnlyDictionary<MailProvider, ProviderTraits> Of = new Dictionary<MailProvider, ProviderTraits>
    {
        [MailProvider.Gmail] = new() { HasStableIds = true, HasThreads = true, FilesSentItself = true, TellsContactChanges = true, HasWebhook = true },
        [MailProvider.Outlook] = new() { HasStableIds = true, HasThreads = true, FilesSentItself = true, TellsContactChanges = true, HasWebhook = true },
        [MailProvider.Imap] = new(),
    };

    /// <summary>The rows of the table by their words in the docs.</summary>
    public static readonly IReadOnlyDictionary<string, Func<ProviderTraits, bool>> Rows = new Dictionary<string, Func<ProviderTraits, bool>>
    {
        ["An email keeps its id when it is moved"] = traits => traits.HasStableIds,
        ["Conversations are the provider's own"] = traits => traits.HasThreads,
        ["What was sent is filed by the provider"] = traits => traits.FilesSentItself,
        ["Contacts are read by their changes"] = traits => traits.TellsContactChanges,
        ["The provider calls when something changed"] = traits => traits.HasWebhook,
    };

    /// <summary>See <see cref="Sync.IMailboxSession.HasStableIds"/>.</summary>
    public bool HasStableIds { get; init; }

    /// <summary>The provider has conversations of its own.</summary>
    public bool HasThreads { get; init; }

    /// <summary>Mail that is sent turns up in Sent by itself.</summary>
    public bool FilesSentItself { get; init; }

    /// <summary>Contacts have a cursor, so that a later answer holds changes only.</summary>
    public bool TellsContactChanges { get; init; }

    /// <summary>It calls when the mailbox changes.</summary>
    public bool HasWebhook { get; init; }
}
