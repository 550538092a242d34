using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>The rows of one email to send, stored together.</summary>
/// <param name="Outgoing">The outbox row.</param>
/// <param name="Content">Its message.</param>
/// <param name="Item">The email as the intake would store it, so that the copy in Sent is the same email.</param>
internal sealed record PreparedEmail(OutgoingEmail Outgoing, OutgoingContent Content, IntakeItem Item);
