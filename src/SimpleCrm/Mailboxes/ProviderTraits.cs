namespace SimpleCrm.Mailboxes;

/// <summary>In what the kinds of accounts differ: the one table of what each can do, and cannot. docs/providers.md shows it too.</summary>
public sealed record ProviderTraits
{
    private static readonly Dictionary<MailProvider, ProviderTraits> Table = new()
    {
        [MailProvider.Gmail] = new() { HasConsent = true, HasStableIds = true, HasThreads = true, FilesSentItself = true, TellsContactChanges = true, HasWebhook = true },
        [MailProvider.Outlook] = new() { HasConsent = true, HasStableIds = true, HasThreads = true, FilesSentItself = true, TellsContactChanges = true, HasWebhook = true },
        [MailProvider.Imap] = new(),
    };

    private ProviderTraits()
    {
    }

    /// <summary>It is connected by the person's consent at the provider, not by servers and a password.</summary>
    public bool HasConsent { get; private init; }

    /// <summary>See <see cref="Sync.IMailboxSession.HasStableIds"/>.</summary>
    public bool HasStableIds { get; private init; }

    /// <summary>The provider has conversations of its own.</summary>
    public bool HasThreads { get; private init; }

    /// <summary>Mail that is sent turns up in Sent by itself. Some IMAP servers do the same, and are known by their address.</summary>
    public bool FilesSentItself { get; private init; }

    /// <summary>Contacts have a cursor, so that a later answer holds changes only.</summary>
    public bool TellsContactChanges { get; private init; }

    /// <summary>It calls when the mailbox changes.</summary>
    public bool HasWebhook { get; private init; }

    public static ProviderTraits Of(MailProvider provider) => Table[provider];

    /// <summary>The kinds that have a trait.</summary>
    public static IReadOnlyList<MailProvider> With(Func<ProviderTraits, bool> trait) => [.. Table.Where(row => trait(row.Value)).Select(row => row.Key)];
}
