namespace SimpleCrm.Mail;

/// <summary>A mailbox address (RFC 5322 §3.4).</summary>
/// <param name="Email">The addr-spec as parsed; empty when unreadable.</param>
/// <param name="Name">The decoded display name, without control or direction-changing characters; may be empty.</param>
public sealed record EmailAddress(string Email, string Name);
