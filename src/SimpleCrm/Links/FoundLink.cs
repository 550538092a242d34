namespace SimpleCrm.Links;

/// <summary>A record that an email belongs to.</summary>
/// <param name="Score">1 to 100: how sure it is.</param>
/// <param name="Evidence">The address or domain that led there; empty where none did.</param>
/// <param name="UserId">Who said so, where a person did.</param>
internal sealed record FoundLink(RecordKind Kind, long RecordId, LinkRule Rule, int Score, string Evidence, long? UserId = null);
