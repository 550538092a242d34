using SimpleCrm.Mail;

namespace SimpleCrm.Meetings;

/// <summary>A meeting as its email shows it, together with what later emails said about it.</summary>
public sealed record MeetingView
{
    public required MeetingMethod Method { get; init; }
    public required string Title { get; init; }
    public required string Location { get; init; }

    /// <summary>In UTC; of an all-day meeting the date alone counts.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>The first moment after it.</summary>
    public required DateTime EndsAt { get; init; }
    public bool IsAllDay { get; init; }
    public bool IsRepeating { get; init; }
    public required EmailAddress Organizer { get; init; }
    public required IReadOnlyList<Attendee> Attendees { get; init; }

    /// <summary>The mailbox's owner's own answer.</summary>
    public Participation Answer { get; init; }

    /// <summary>It was called off.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>A later email says something newer about it.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>It may be answered: an invitation that still holds and has an organiser to answer to.</summary>
    public bool CanAnswer => Method == MeetingMethod.Request && !IsCancelled && !IsOutdated && Organizer.Email.Length > 0;
}
