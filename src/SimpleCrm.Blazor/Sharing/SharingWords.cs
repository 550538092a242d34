using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Sharing;

/// <summary>Levels and audiences as screens name them.</summary>
internal static class SharingWords
{
    public static string Of(SharingLevel level) => level switch
    {
        SharingLevel.Private => "Private: nothing",
        SharingLevel.Metadata => "Who wrote to whom and when",
        SharingLevel.Subject => "Subjects too",
        _ => "Everything",
    };

    public static string Of(SharingAudience audience) => audience == SharingAudience.Everyone ? "Everyone here" : "My team and its manager";

    /// <summary>The levels that may be chosen.</summary>
    public static IEnumerable<SharingLevel> Within(SharingLimits limits) => Enum.GetValues<SharingLevel>().Where(l => limits.Within(l) == l);
}
