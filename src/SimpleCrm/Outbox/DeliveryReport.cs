namespace SimpleCrm.Outbox;

/// <summary>A report on an email that was sent.</summary>
/// <param name="Recipients">Whom it is about; at least one.</param>
/// <param name="MessageIds">Message-IDs of the email reported on, as far as the report returns its header; the likeliest first.</param>
/// <param name="Marker">Our own header of that email.</param>
internal sealed record DeliveryReport(IReadOnlyList<ReportedRecipient> Recipients, IReadOnlyList<string> MessageIds, string? Marker);
