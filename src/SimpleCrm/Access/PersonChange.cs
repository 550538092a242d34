namespace SimpleCrm.Access;

/// <summary>How a change to a person ended.</summary>
public enum PersonChange
{
    Done,

    /// <summary>No such person, or not the viewer's to change.</summary>
    NotFound,

    /// <summary>Admins do not take their own rights away; another admin does.</summary>
    NotOnYourself,

    /// <summary>Without this person nobody could administer the workspace.</summary>
    LastAdmin,
}
