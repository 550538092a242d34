namespace SimpleCrm.Meetings;

/// <summary>What an email about a meeting says (iTIP, RFC 5546 §1.4), as stored.</summary>
public enum MeetingMethod
{
    /// <summary>An invitation, or a newer state of one.</summary>
    Request = 1,

    /// <summary>The meeting, or one of its dates, does not take place.</summary>
    Cancel = 2,

    /// <summary>Somebody's answer to an invitation.</summary>
    Reply = 3,

    /// <summary>A date that is announced to anybody and needs no answer.</summary>
    Publish = 4,
}
