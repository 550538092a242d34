namespace SimpleCrm.MailProviders.Tests.Conformance;

/// <summary>An email as the server itself has it, seen past the provider's adapter.</summary>
public sealed record ServerEmail(string MessageId, bool IsRead, bool IsStarred);
