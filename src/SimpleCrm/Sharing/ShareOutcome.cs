namespace SimpleCrm.Sharing;

/// <summary>What became of a change of sharing.</summary>
public enum ShareOutcome
{
    Done,

    /// <summary>There is no such thing, or it is not the viewer's to change.</summary>
    Unknown,

    /// <summary>The workspace allows no such level.</summary>
    OutsideLimits,
}
