namespace SimpleCrm.Merging;

/// <summary>What a merge has moved, as stored.</summary>
public enum MergedRowKind
{
    /// <summary>A link of an activity.</summary>
    Link = 1,

    /// <summary>A link of the survivor that a person had taken away, and that counts again because the merged record had it too.</summary>
    RevivedLink = 2,

    /// <summary>What is remembered of a conversation.</summary>
    ThreadLink = 3,

    /// <summary>The survivor's word on a conversation, which gave way to the merged record's.</summary>
    ReplacedThreadLink = 4,
    Lesson = 5,

    /// <summary>A deal of the company.</summary>
    CompanyDeal = 6,

    /// <summary>A contact of the company.</summary>
    CompanyContact = 7,

    /// <summary>A deal that the contact has to do with.</summary>
    DealContact = 8,

    /// <summary>A deal that both contacts had to do with.</summary>
    SharedDeal = 9,

    /// <summary>A lead that became the contact.</summary>
    ConvertedLead = 10,

    /// <summary>A record that had been merged into the merged one before.</summary>
    EarlierMerge = 11,
}
