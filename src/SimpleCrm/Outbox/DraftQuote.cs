namespace SimpleCrm.Outbox;

/// <summary>What a draft does with the original it answers or forwards.</summary>
public enum DraftQuote
{
    /// <summary>Appended as it is when the email is sent.</summary>
    Kept = 0,
    Removed = 1,

    /// <summary>The person changed it: it is part of the text.</summary>
    Edited = 2,
}
