namespace SimpleCrm.Mail;

/// <summary>The provider's judgement of an email in the inbox (Outlook's focused inbox).</summary>
public enum InboxFocus
{
    /// <summary>Worth the person's attention.</summary>
    Focused,

    /// <summary>Everything else.</summary>
    Other,
}
