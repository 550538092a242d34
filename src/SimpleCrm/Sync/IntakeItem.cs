using SimpleCrm.Mail;
using SimpleCrm.Meetings;

namespace SimpleCrm.Sync;

/// <summary>One fetched email as the rows that would be inserted for it, or the reason why there are none.</summary>
internal sealed class IntakeItem
{
    public required RemoteEmail Remote { get; init; }

    /// <summary>Null when <see cref="Failure"/> or <see cref="KnownEmailId"/> is set.</summary>
    public Email? Email { get; init; }
    /// <summary>The email is here already, known by its id from another folder: it is only placed.</summary>
    public long? KnownEmailId { get; init; }
    public EmailBody? Body { get; init; }

    /// <summary>The body sealed for another row: an email that is known and lost its body.</summary>
    public Func<long, EmailBody>? BodyFor { get; init; }

    /// <summary>The words of the body, for the search index.</summary>
    public Func<string>? Words { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The meeting it is about; null for nearly every email.</summary>
    public EmailMeeting? Meeting { get; init; }

    /// <summary>Hashes of the email's own Message-ID and of those it refers to.</summary>
    public IReadOnlyList<byte[]> ThreadKeys { get; init; } = [];
    public string? ExternalThreadId { get; init; }
    public string? OutgoingMarker { get; init; }
    public string? Failure { get; init; }

    public string RemoteId => Remote.RemoteId;

    /// <summary>The attachments as rows of another email.</summary>
    public IEnumerable<Attachment> AttachmentsFor(long emailId) => Attachments.Select(a =>
    {
        a.EmailId = emailId;
        return a;
    });
}
