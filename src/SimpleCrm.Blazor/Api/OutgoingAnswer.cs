using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>An email on its way.</summary>
public sealed record OutgoingAnswer
{
    public required string Id { get; init; }
    public required string MailboxId { get; init; }
    public string? EmailId { get; init; }
    public string? ThreadId { get; init; }
    public required OutgoingState Status { get; init; }
    public required string Subject { get; init; }

    /// <summary>Every envelope recipient, with the server's words where it refused one.</summary>
    public required IReadOnlyList<OutgoingRecipient> Recipients { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it is submitted or tried again; null when only a person can decide or nothing is left to do.</summary>
    public DateTime? DueAt { get; init; }
    public required int Attempts { get; init; }

    /// <summary>The time chosen for it; null when it goes at once.</summary>
    public DateTime? ScheduledFor { get; init; }

    /// <summary>IANA name of the zone in which it was chosen.</summary>
    public string? ScheduledZone { get; init; }
    public bool CancelIfAnswered { get; init; }
    public DateTime? RemindAt { get; init; }

    /// <summary>The draft that comes back when it is cancelled.</summary>
    public string? DraftId { get; init; }

    /// <summary>The server's last words.</summary>
    public string? ServerReply { get; init; }

    internal static OutgoingAnswer Of(OutgoingRow row) => new()
    {
        Id = ApiIds.Text(row.Id),
        MailboxId = ApiIds.Text(row.MailboxId),
        EmailId = ApiIds.Text(row.EmailId),
        ThreadId = ApiIds.Text(row.ThreadId),
        Status = row.State,
        Subject = row.Subject,
        Recipients = row.Recipients,
        CreatedAt = row.CreatedAt,
        DueAt = row.DueAt.Year == DateTime.MaxValue.Year ? null : row.DueAt,
        Attempts = row.Attempts,
        ServerReply = row.ServerReply,
        ScheduledFor = row.ScheduledFor,
        ScheduledZone = row.ScheduledZone,
        CancelIfAnswered = row.CancelIfAnswered,
        RemindAt = row.RemindAt,
        DraftId = row.DraftId,
    };
}
