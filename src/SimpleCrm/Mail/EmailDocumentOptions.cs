namespace SimpleCrm.Mail;

/// <summary>How an email's document is made.</summary>
public sealed record EmailDocumentOptions
{
    /// <summary>Dark theme: plain mail is shown light on dark.</summary>
    public bool Dark { get; init; }

    /// <summary>Load remote pictures this once, without remembering consent.</summary>
    public bool ShowRemoteImages { get; init; }
}
