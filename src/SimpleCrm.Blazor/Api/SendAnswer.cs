using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>What became of an email to send so far.</summary>
public sealed record SendAnswer
{
    /// <summary>The outbox row, for <c>/api/email/outbox/{id}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>"prepared", "submitting", "accepted", "rejected", "unknown", "filed" or "cancelled".</summary>
    public required OutgoingState Status { get; init; }

    /// <summary>The email in its thread.</summary>
    public string? EmailId { get; init; }
    public string? ThreadId { get; init; }
}
