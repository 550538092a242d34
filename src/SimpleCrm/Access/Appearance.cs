namespace SimpleCrm.Access;

/// <summary>How a person wants the screens to look.</summary>
/// <param name="Theme">"light", "dark" or "system".</param>
/// <param name="CompactRows">Rows of 36 px instead of 64 px in lists.</param>
public sealed record Appearance(string Theme, bool CompactRows)
{
    public static readonly Appearance Default = new("system", false);
}
