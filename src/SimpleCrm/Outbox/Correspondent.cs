namespace SimpleCrm.Outbox;

/// <summary>Somebody a person may want to write to.</summary>
/// <param name="Email">As it was last written.</param>
/// <param name="Name">Empty when unknown.</param>
public sealed record Correspondent(string Email, string Name);
