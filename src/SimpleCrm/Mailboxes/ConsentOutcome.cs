namespace SimpleCrm.Mailboxes;

/// <summary>What became of a consent.</summary>
public enum ConsentOutcome
{
    Connected,

    /// <summary>A mailbox that was here is connected again, with its emails.</summary>
    Reconnected,

    /// <summary>The person, or their organisation, said no.</summary>
    Denied,

    /// <summary>The answer belongs to no open request of this person: too late, used already, or not theirs.</summary>
    Expired,

    /// <summary>The answer comes by another browser than the one in which the person began.</summary>
    OtherBrowser,

    /// <summary>The provider is not set up or not offered here.</summary>
    NotOffered,

    /// <summary>The answer names another issuer than the one that was asked.</summary>
    WrongIssuer,

    /// <summary>Consent was given for less than is needed; nothing was kept.</summary>
    ScopesMissing,

    /// <summary>The person has this address connected in another way.</summary>
    AlreadyConnected,

    /// <summary>The provider could not be reached or answered with an error.</summary>
    Failed,
}
