namespace SimpleCrm.Mail;

/// <summary>
/// Conversations by References and In-Reply-To, after Jamie Zawinski's algorithm (RFC 5256 REFERENCES) without its subject step: emails
/// belong together when a chain of ids connects them, though the emails in between were never seen. Equal subjects alone join nothing.
/// Loops and contradictions in the ids cost nothing: groups have no direction.
/// </summary>
public static class Threading
{
    /// <summary>Every id by which this email is tied to others, its own first. An engine that stores id → thread looks these up, joins what it finds, and stores all of them.</summary>
    public static IReadOnlyList<string> RelatedIds(string? messageId, string? inReplyTo, IReadOnlyList<string> references)
    {
        var ids = new List<string>(references.Count + 2);
        if (messageId is not null)
            ids.Add(messageId);
        ids.AddRange(references);
        if (inReplyTo is not null)
            ids.Add(inReplyTo);
        return ids.Count < 2 ? ids : [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The email this one answers: In-Reply-To, else the last reference.</summary>
    public static string? ParentOf(string? messageId, string? inReplyTo, IReadOnlyList<string> references)
    {
        var parent = references.Count > 0 && (inReplyTo is null || references.Contains(inReplyTo)) ? references[^1] : inReplyTo;
        return parent == messageId ? null : parent;
    }

    /// <summary>Groups in the order of their first email, emails in the order given.</summary>
    public static IReadOnlyList<IReadOnlyList<TKey>> Group<TKey>(IEnumerable<ThreadingInput<TKey>> emails)
        where TKey : notnull
    {
        var union = new IdUnion();
        var all = emails.ToList();
        var nodes = new int[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            nodes[i] = union.Add();
            foreach (var id in RelatedIds(all[i].MessageId, all[i].InReplyTo, all[i].References))
                union.Join(nodes[i], union.Of(id));
        }
        var groups = new Dictionary<int, List<TKey>>();
        var order = new List<IReadOnlyList<TKey>>();
        for (var i = 0; i < all.Count; i++)
        {
            var root = union.Root(nodes[i]);
            if (!groups.TryGetValue(root, out var group))
            {
                groups[root] = group = [];
                order.Add(group);
            }
            group.Add(all[i].Key);
        }
        return order;
    }
}
