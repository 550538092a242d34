namespace SimpleCrm.Mail;

/// <summary>What threading needs to know of one email. <paramref name="Key"/> is the caller's own name for it.</summary>
public sealed record ThreadingInput<TKey>(TKey Key, string? MessageId, string? InReplyTo, IReadOnlyList<string> References)
    where TKey : notnull;
