namespace SimpleCrm.Links;

/// <summary>What is known of a conversation and a record, as stored.</summary>
public enum ThreadLinkState
{
    /// <summary>Linked by a rule: later emails follow.</summary>
    Automatic = 0,

    /// <summary>One of several deals in question; the person has not answered.</summary>
    Asked = 1,

    /// <summary>A person linked it.</summary>
    Linked = 2,

    /// <summary>A person said that it does not belong there.</summary>
    Refused = 3,
}
