namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>In what providers differ, so that one suite can demand the right thing of each.</summary>
public sealed record ProviderTraits
{
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
