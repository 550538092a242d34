namespace SimpleCrm.Outbox;

/// <summary>One recipient of a delivery report.</summary>
/// <param name="Addresses">The address the report is about and the one it was first written to, where they differ.</param>
/// <param name="Outcome">What became of the email for it.</param>
/// <param name="Status">Enhanced status code (RFC 3463), "5.1.1"; null when the report has none.</param>
/// <param name="Words">The receiving server's words, or those of the report; at most 500 characters.</param>
internal sealed record ReportedRecipient(IReadOnlyList<string> Addresses, DeliveryOutcome Outcome, string? Status, string Words);
