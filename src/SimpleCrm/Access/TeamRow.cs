namespace SimpleCrm.Access;

/// <summary>A team as admins see it.</summary>
public sealed record TeamRow(long Id, string Name, long? ManagerId, string? ManagerName, int MemberCount);
