namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>An email in a folder or under a label.</summary>
/// <param name="Folder">Remote id of the folder.</param>
/// <param name="Id">Remote id of the email.</param>
/// <param name="Subject">Subject, which no other email has.</param>
/// <param name="IsRead">Read.</param>
/// <param name="IsStarred">Starred or flagged.</param>
internal sealed record PlacedEmail(string Folder, string Id, string Subject, bool IsRead, bool IsStarred);
