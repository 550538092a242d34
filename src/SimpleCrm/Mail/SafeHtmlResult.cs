namespace SimpleCrm.Mail;

/// <param name="Html">A fragment for the body of <see cref="EmailFrame"/>; its own style sheet, when it has one, is scoped to it.</param>
/// <param name="RemoteImagesBlocked">Images replaced by a placeholder of their size, waiting for consent.</param>
/// <param name="TrackingPixelsRemoved">Remote images too small to see.</param>
/// <param name="HasColours">The sender chose colours, so it is shown on a light page whatever the theme.</param>
/// <param name="HasQuotes">Something was folded.</param>
/// <param name="Truncated">A limit cut the message.</param>
public sealed record SafeHtmlResult(
    string Html, int RemoteImagesBlocked, int TrackingPixelsRemoved, bool HasColours, bool HasQuotes, bool Truncated);
