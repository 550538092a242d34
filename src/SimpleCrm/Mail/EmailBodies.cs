namespace SimpleCrm.Mail;

/// <summary>An email's texts.</summary>
/// <param name="EmailId">The email.</param>
/// <param name="BodyText">The plain text part; null when there is none.</param>
/// <param name="BodyHtml">The HTML part made safe, without remote pictures the viewer has not allowed; null when there is none.</param>
public sealed record EmailBodies(long EmailId, string? BodyText, string? BodyHtml);
