namespace SimpleCrm.Mail;

/// <summary>To whom an answer goes (RFC 5322 §3.6.3, RFC 2369, Mail-Followup-To).</summary>
/// <param name="FromAddress">Which of the own addresses the email was sent to or from; null when none is named in it.</param>
public sealed record ReplyRecipients(IReadOnlyList<EmailAddress> To, IReadOnlyList<EmailAddress> Cc, string? FromAddress)
{
    /// <param name="ownAddresses">The mailbox's address and its aliases.</param>
    public static ReplyRecipients For(ReplySource source, IReadOnlyCollection<string> ownAddresses, ReplyMode mode)
    {
        var own = new OwnAddresses(ownAddresses);
        var identity = own.FirstIn([source.From, .. source.To, .. source.Cc, .. source.Bcc]);
        if (mode == ReplyMode.Forward)
            return new ReplyRecipients([], [], identity);
        var isOwn = own.Contains(source.From.Email);
        var to = isOwn ? OfOwn(source, mode) : mode == ReplyMode.Reply ? Author(source, own) : Everybody(source, own);
        var cc = mode == ReplyMode.ReplyAll && (isOwn || source.FollowupTo.Count == 0) ? source.Cc : [];

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var others = Distinct(to, own, seen);
        var copies = Distinct(cc, own, seen);
        if (others.Count == 0 && copies.Count > 0)
            (others, copies) = (copies, []);
        // A note to oneself is answered to oneself.
        if (others.Count == 0 && source.From.Email.Length > 0)
            others = [isOwn && source.To.FirstOrDefault(a => a.Email.Length > 0) is { } self ? self : source.From];
        return new ReplyRecipients(others, copies, identity);
    }

    /// <summary>Writing again to those one wrote to.</summary>
    private static IReadOnlyList<EmailAddress> OfOwn(ReplySource source, ReplyMode mode) =>
        source.To.Count > 0 ? source.To : mode == ReplyMode.Reply && source.Cc.Count > 0 ? source.Cc : source.Cc.Count > 0 ? [] : source.Bcc;

    /// <summary>Reply-To where the author set one. One set by a mailing list to itself would make a private answer public: then From.</summary>
    private static IReadOnlyList<EmailAddress> Author(ReplySource source, OwnAddresses own)
    {
        var replyTo = source.ReplyTo.Where(a => a.Email.Contains('@') && !own.Contains(a.Email)).ToList();
        var list = ListAddress(source);
        if (list is not null && replyTo.Count > 0 && replyTo.All(a => Same(a.Email, list)) && source.From.Email.Length > 0 && !Same(source.From.Email, list))
            return [source.From];
        return replyTo.Count > 0 ? replyTo : [source.From];
    }

    private static IReadOnlyList<EmailAddress> Everybody(ReplySource source, OwnAddresses own)
    {
        if (source.FollowupTo.Any(a => a.Email.Contains('@') && !own.Contains(a.Email)))
            return source.FollowupTo;
        var list = ListAddress(source);
        return [.. Author(source, own), .. source.ReplyTo.Where(a => list is not null && Same(a.Email, list)), .. source.To];
    }

    private static List<EmailAddress> Distinct(IEnumerable<EmailAddress> addresses, OwnAddresses own, HashSet<string> seen)
    {
        var distinct = new List<EmailAddress>();
        foreach (var address in addresses)
        {
            if (!address.Email.Contains('@') || own.Contains(address.Email))
                continue;
            if (seen.Add(address.Email))
                distinct.Add(address);
            else if (address.Name.Length > 0 && distinct.FindIndex(a => Same(a.Email, address.Email) && a.Name.Length == 0) is >= 0 and var index)
                distinct[index] = address;
        }
        return distinct;
    }

    /// <summary>List-Post: &lt;mailto:list@example.org&gt;; "NO" for lists nobody may post to.</summary>
    private static string? ListAddress(ReplySource source)
    {
        if (source.ListPost is not { } post || post.IndexOf("mailto:", StringComparison.OrdinalIgnoreCase) is var start && start < 0)
            return null;
        var address = source.ListPost.AsSpan(start + 7);
        var end = address.IndexOfAny("?>, ");
        return (end < 0 ? address : address[..end]).ToString();
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
