namespace SimpleCrm.Meetings;

/// <summary>Somebody's answer to an invitation (PARTSTAT, RFC 5545 §3.2.12), as stored.</summary>
public enum Participation
{
    NeedsAction = 0,
    Accepted = 1,
    Tentative = 2,
    Declined = 3,
}
