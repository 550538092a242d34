namespace SimpleCrm.Mail;

/// <summary>The threading headers and the subject of an answer (RFC 5322 §3.6.4). Ids without angle brackets.</summary>
/// <param name="InReplyTo">Null for a forward, which answers nobody.</param>
public sealed record ReplyHeaders(string? InReplyTo, IReadOnlyList<string> References, string Subject)
{
    private const int MaxReferences = 50;

    /// <summary>From the original's headers; References keeps the first id and the last ones, 50 in all.</summary>
    public static ReplyHeaders For(string? messageId, string? inReplyTo, IReadOnlyList<string> references, string subject, ReplyMode mode)
    {
        var title = mode == ReplyMode.Forward ? SubjectLine.ForForward(subject) : SubjectLine.ForReply(subject);
        IReadOnlyList<string> parents = references.Count > 0 ? references : inReplyTo is not null ? [inReplyTo] : [];
        if (messageId is null)
            return new ReplyHeaders(null, [], title);
        List<string> chain = [.. parents.Where(r => r != messageId), messageId];
        if (chain.Count > MaxReferences)
            chain = [chain[0], .. chain[^(MaxReferences - 1)..]];
        return new ReplyHeaders(mode == ReplyMode.Forward ? null : messageId, chain, title);
    }
}
