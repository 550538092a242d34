namespace SimpleCrm.Meetings;

/// <summary>The meeting that an email is about: the first event of its calendar part.</summary>
public sealed class EmailMeeting
{
    public const int TitleLength = 300;

    /// <summary>Characters of <see cref="Uid"/>; one that is longer is no identity that anybody keeps.</summary>
    public const int UidLength = 1000;

    public long EmailId { get; set; }
    public long MailboxId { get; set; }
    public MeetingMethod Method { get; set; }

    /// <summary>What all emails about one meeting have in common (RFC 5545 §3.8.4.7).</summary>
    public string Uid { get; set; } = "";

    /// <summary>SHA-256 of <see cref="Uid"/>.</summary>
    public byte[] UidHash { get; set; } = [];

    /// <summary>The date of a series that this is about, as it stands in the calendar; null for a single meeting or the whole series.</summary>
    public string? RecurrenceId { get; set; }

    /// <summary>Counts the organiser's changes (RFC 5545 §3.8.7.4).</summary>
    public int Sequence { get; set; }

    /// <summary>When the organiser wrote this state; decides among equal <see cref="Sequence"/> numbers.</summary>
    public DateTime StampedAt { get; set; }
    public string Title { get; set; } = "";
    public string Location { get; set; } = "";
    public DateTime StartsAt { get; set; }
    public DateTime EndsAt { get; set; }

    /// <summary>It is about dates, not times: <see cref="StartsAt"/> and <see cref="EndsAt"/> are midnights that no zone moves.</summary>
    public bool IsAllDay { get; set; }
    public bool IsRepeating { get; set; }
    public string OrganizerAddress { get; set; } = "";
    public string OrganizerName { get; set; } = "";

    /// <summary>A JSON array of <see cref="Attendee"/>.</summary>
    public string AttendeesJson { get; set; } = "[]";

    /// <summary>What the mailbox's owner answered from here.</summary>
    public Participation Answer { get; set; }
    public DateTime? AnsweredAt { get; set; }
}
