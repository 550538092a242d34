namespace SimpleCrm.Access;

/// <summary>What a person may do in the workspace. Every person has exactly one role.</summary>
public enum Role
{
    /// <summary>Works with own mailboxes and records.</summary>
    Rep = 0,

    /// <summary>Rep, and follows the teams of which they are the manager.</summary>
    Manager = 1,

    /// <summary>Manager, and configures people, teams and providers.</summary>
    Admin = 2,
}
