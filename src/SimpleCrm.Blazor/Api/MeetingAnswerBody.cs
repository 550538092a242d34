namespace SimpleCrm.Blazor.Api;

/// <summary>An answer to an invitation.</summary>
/// <param name="Answer">"accepted", "tentative" or "declined".</param>
public sealed record MeetingAnswerBody(string? Answer);
