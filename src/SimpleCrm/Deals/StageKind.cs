namespace SimpleCrm.Deals;

/// <summary>Whether a deal at a stage goes on, as stored.</summary>
public enum StageKind
{
    Open = 0,
    Won = 1,
    Lost = 2,
}
