namespace SimpleCrm.Mailboxes;

/// <summary>One thing that is wrong with what was entered, or that a server said no to.</summary>
/// <param name="Field">The field as the HTTP API names it: "address", "username", "password", "imap.host", "smtp.port", "pollMinutes".</param>
/// <param name="Problem">Null when the entry itself is wrong.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record AccountFault(string Field, MailboxProblem? Problem, string Message);
