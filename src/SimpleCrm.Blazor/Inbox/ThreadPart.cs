using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>A stretch of an open thread: one unfolded email, or a run of folded ones.</summary>
/// <param name="Email">The unfolded email; null for a run.</param>
/// <param name="Folded">The run; empty for an email.</param>
/// <param name="Hidden">Folded emails left out after the first of the run.</param>
public sealed record ThreadPart(EmailView? Email, IReadOnlyList<EmailView> Folded, int Hidden);
