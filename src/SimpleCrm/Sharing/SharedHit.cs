using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>An email of somebody else that the index gave, with what its owner lets the viewer see.</summary>
internal sealed record SharedHit(SharingDecision Decision, long EmailId, long ThreadId, string FromName, string FromAddress, string PeopleJson, string Subject, string Snippet, DateTime At)
{
    /// <summary>Null below the level at which it is shown.</summary>
    public string? ShownSubject => Decision.Level >= SharingLevel.Subject ? Subject : null;

    public bool ShowsAll => Decision.Level == SharingLevel.Everything;

    public EmailPeople People { get; } = StoredPeople.People(PeopleJson);

    public EmailAddress From => new(FromAddress, FromName);
}
