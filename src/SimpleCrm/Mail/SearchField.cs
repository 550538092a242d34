namespace SimpleCrm.Mail;

/// <summary>Where a search term looks.</summary>
public enum SearchField
{
    /// <summary>Subject, people, body and attachment names.</summary>
    Any,
    From,
    To,
    Cc,
    Subject,
    /// <summary>A folder or label by name.</summary>
    In,
    FileName,
    Unread,
    Read,
    Starred,
    HasAttachment,
    /// <summary>Before the start of the day in <see cref="SearchTerm.Date"/>.</summary>
    Before,
    /// <summary>From the start of the day in <see cref="SearchTerm.Date"/> on.</summary>
    After,
    /// <summary>More octets than <see cref="SearchTerm.Size"/>.</summary>
    Larger,
    /// <summary>Fewer octets than <see cref="SearchTerm.Size"/>.</summary>
    Smaller,
}
