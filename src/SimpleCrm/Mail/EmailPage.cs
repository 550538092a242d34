namespace SimpleCrm.Mail;

/// <summary>A page of emails, newest first.</summary>
/// <param name="Items">The emails.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
public sealed record EmailPage(IReadOnlyList<EmailItem> Items, string? NextCursor)
{
    /// <summary>The parameter that cannot be served ("cursor", "mailboxId", "folder"); null when all is well.</summary>
    public string? BadField { get; init; }
}
