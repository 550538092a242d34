namespace SimpleCrm.Outbox;

/// <summary>One envelope recipient, the server's answer for it, and what was reported of it later.</summary>
/// <param name="Address">The address as given to RCPT TO.</param>
/// <param name="Rejection">The server's words when it refused this recipient; null when accepted or not yet tried.</param>
/// <param name="Delivery">What a report said became of the email for it; null when none came.</param>
/// <param name="DeliveryStatus">The report's enhanced status code (RFC 3463), "5.1.1".</param>
/// <param name="DeliveryWords">The report's words; at most 500 characters.</param>
public sealed record OutgoingRecipient(
    string Address, string? Rejection = null, DeliveryOutcome? Delivery = null, string? DeliveryStatus = null, string? DeliveryWords = null);
