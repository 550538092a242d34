namespace SimpleCrm.Outbox;

/// <summary>Limits of what can be sent.</summary>
public static class OutboxLimits
{
    /// <summary>Bytes of all attachments together, decoded, where the mailbox's server takes as much.</summary>
    public const long AttachmentBytes = 25 * 1024 * 1024;

    /// <summary>Characters of one body.</summary>
    public const int BodyLength = 5_000_000;

    /// <summary>RFC 5322 §2.1.1 allows lines of 998 octets; a longer subject is a mistake.</summary>
    public const int SubjectLength = 998;

    /// <summary>Recipients of one email; more is bulk mail.</summary>
    public const int Recipients = 200;

    /// <summary>Files of one email.</summary>
    public const int Attachments = 100;

    /// <summary>Uploads that were never sent are deleted after this time.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromDays(2);
}
