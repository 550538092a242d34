namespace SimpleCrm.Sharing;

/// <summary>What became of a request, as stored.</summary>
public enum AccessRequestState
{
    Open = 0,
    Granted = 1,
    Refused = 2,
}
