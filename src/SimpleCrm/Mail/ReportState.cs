namespace SimpleCrm.Mail;

/// <summary>How far an email has been read as a report on another one (RFC 3464, and bounces without its form).</summary>
public enum ReportState
{
    /// <summary>An ordinary email.</summary>
    None = 0,

    /// <summary>It looks like a report; its source is still to be read.</summary>
    Waiting = 1,

    /// <summary>It was read, and concerns an email sent from here.</summary>
    Applied = 2,

    /// <summary>It was read, and concerns none.</summary>
    Unrelated = 3,
}
