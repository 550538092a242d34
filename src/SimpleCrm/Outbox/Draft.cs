namespace SimpleCrm.Outbox;

/// <summary>
/// An email that is being written. What is written is sealed; the provider's Drafts folder gets one copy of it, however often it is saved.
/// </summary>
public sealed class Draft
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>The id its writer's browser gave it; unique for the person.</summary>
    public string Key { get; set; } = "";
    public long UserId { get; set; }
    public long MailboxId { get; set; }
    public DraftState State { get; set; }

    /// <summary>Counts the saves, from 1.</summary>
    public int Revision { get; set; }

    /// <summary>A <see cref="DraftContent"/> as JSON, compressed and encrypted; empty once sent or discarded.</summary>
    public byte[] ContentCipher { get; set; } = [];

    /// <summary>Uploads it uses, space separated, so that they are kept as long as it is.</summary>
    public string UploadIds { get; set; } = "";

    /// <summary>RFC 5322 Message-ID of its copies at the provider, without angle brackets. The email that is sent gets another one.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>The outbox row that sends it, while <see cref="State"/> is Sending or Sent.</summary>
    public long? OutgoingId { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime SavedAt { get; set; }

    /// <summary>When its copy at the provider is to be brought up to date; <see cref="DateTime.MaxValue"/> when it is.</summary>
    public DateTime FileAt { get; set; } = DateTime.MaxValue;

    /// <summary>The edition at the provider that came from here; null when there is none.</summary>
    public string? RemoteId { get; set; }

    /// <summary>The mailbox <see cref="RemoteId"/> is in: a draft may change its sender.</summary>
    public long? RemoteMailboxId { get; set; }

    /// <summary>The revision whose copy was begun last, and the one known to be stored. They differ after a crash.</summary>
    public int FilingRevision { get; set; }
    public int FiledRevision { get; set; }
    public int FilingFailures { get; set; }

    internal static string Place(long id) => $"Drafts:{id}:Content";
}
