namespace SimpleCrm.Mail;

/// <summary>The order in which a conversation is read: by time, but never an answer before what it answers, whatever the clocks of its senders said.</summary>
internal static class ThreadOrder
{
    /// <param name="emails">In the order of their times.</param>
    public static List<Email> Of(List<Email> emails)
    {
        var byMessageId = emails.Where(e => e.MessageId is not null).DistinctBy(e => e.MessageId).ToDictionary(e => e.MessageId!);
        var ordered = new List<Email>(emails.Count);
        var placed = new HashSet<long>();
        foreach (var email in emails)
            Place(email);
        return ordered;

        void Place(Email email)
        {
            // A circle of answers, which only a forger writes, ends here too.
            var chain = new Stack<Email>();
            for (var next = email; next is not null && placed.Add(next.Id); next = next.InReplyTo is { } parent ? byMessageId.GetValueOrDefault(parent) : null)
                chain.Push(next);
            ordered.AddRange(chain);
        }
    }
}
