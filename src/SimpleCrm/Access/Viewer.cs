namespace SimpleCrm.Access;

/// <summary>
/// The signed-in person on whose behalf something is read or changed. Every capability that serves a person takes one;
/// it is made by <c>Viewers</c> alone, from a person who is active at that moment.
/// </summary>
/// <param name="UserId">The person.</param>
/// <param name="Role">Their role when the viewer was made.</param>
/// <param name="TimeZone">IANA name of the zone in which times are shown to them.</param>
public sealed record Viewer(long UserId, Role Role, string TimeZone);
