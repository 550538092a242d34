namespace SimpleCrm.Views;

/// <summary>With whom a person may share views.</summary>
/// <param name="MayEveryone">With the whole workspace.</param>
/// <param name="Teams">By name.</param>
public sealed record ViewAudience(bool MayEveryone, IReadOnlyList<ViewTeam> Teams);
