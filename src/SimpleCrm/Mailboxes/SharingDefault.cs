namespace SimpleCrm.Mailboxes;

/// <summary>Who may read the emails of a newly connected mailbox that are linked to records, until its owner decides otherwise.</summary>
public enum SharingDefault
{
    /// <summary>Only the owner.</summary>
    Private = 0,

    /// <summary>The owner's team.</summary>
    Team = 1,

    /// <summary>Everybody in the product.</summary>
    Everyone = 2,
}
