namespace SimpleCrm.Outbox;

/// <summary>One envelope recipient and the server's answer for it.</summary>
/// <param name="Address">The address as given to RCPT TO.</param>
/// <param name="Rejection">The server's words when it refused this recipient; null when accepted or not yet tried.</param>
public sealed record OutgoingRecipient(string Address, string? Rejection = null);
