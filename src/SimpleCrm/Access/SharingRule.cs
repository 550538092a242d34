namespace SimpleCrm.Access;

/// <summary>What decided how much of a conversation somebody sees.</summary>
public enum SharingRule
{
    /// <summary>It is in a mailbox of their own.</summary>
    Own,

    /// <summary>The owner shares the mailbox.</summary>
    Mailbox,

    /// <summary>The owner shares this conversation more or less than its mailbox.</summary>
    Conversation,

    /// <summary>The owner gave this person access to the conversation.</summary>
    Grant,

    /// <summary>Someone takes part whose mail is never shared.</summary>
    Protected,
}
