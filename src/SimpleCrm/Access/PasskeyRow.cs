namespace SimpleCrm.Access;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Credential id in hexadecimal.</param>
/// <param name="Name">The name its owner gave it.</param>
/// <param name="CreatedAt">When it was added, UTC.</param>
/// <param name="IsSynced">Kept by a password manager, so that it outlives the device.</param>
public sealed record PasskeyRow(string Id, string Name, DateTime CreatedAt, bool IsSynced);
