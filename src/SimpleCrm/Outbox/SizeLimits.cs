using SimpleCrm.Mailboxes;

namespace SimpleCrm.Outbox;

/// <summary>How large an email from a mailbox may be.</summary>
internal static class SizeLimits
{
    // What Gmail takes by its API, and what Exchange Online takes unless its administrator has set another limit.
    private const long Gmail = 35 * 1024 * 1024, Outlook = 35 * 1024 * 1024;

    // The text, its quote and the headers.
    private const long Text = 128 * 1024;

    /// <summary>Bytes of a whole message as it is handed over; null when nobody has said.</summary>
    /// <param name="provider">The kind of account.</param>
    /// <param name="said">What the sending server said last.</param>
    public static long? Message(MailProvider provider, long? said) => provider switch
    {
        MailProvider.Gmail => Gmail,
        MailProvider.Outlook => Outlook,
        _ => said,
    };

    /// <summary>Bytes of files that fit into such a message: base64 makes lines of 78 bytes of 57 (RFC 2045 §6.8).</summary>
    public static long Files(MailProvider provider, long? said) =>
        Message(provider, said) is { } whole ? Math.Clamp((whole - Text) / 78 * 57, 0, OutboxLimits.AttachmentBytes) : OutboxLimits.AttachmentBytes;
}
