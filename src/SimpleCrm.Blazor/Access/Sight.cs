namespace SimpleCrm.Blazor.Access;

/// <summary>Whose things an endpoint, a page or a hub's method may show; everything else must be absent from its answers.</summary>
internal enum Sight
{
    /// <summary>Nothing of the workspace: signing in, health, what comes from providers.</summary>
    Nothing,

    /// <summary>The signed-in person's own account and choices.</summary>
    Self,

    /// <summary>Mail of the person's own mailboxes alone, whatever others share (MailboxVisibility).</summary>
    OwnMail,

    /// <summary>Mail as far as its owners share it (MailSharing), and the person's own.</summary>
    SharedMail,

    /// <summary>Records and what is logged of them, which everybody in the workspace sees.</summary>
    Records,

    /// <summary>The workspace's people and settings, for admins.</summary>
    Workspace,
}
