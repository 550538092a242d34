using SimpleCrm.Outbox;

namespace SimpleCrm.Mail;

/// <summary>What a thread shows of an email's way out.</summary>
internal sealed record SendingState(long Id, OutgoingState State, string? ServerReply, string RecipientsJson, DateTime? ScheduledFor, DateTime DueAt);
