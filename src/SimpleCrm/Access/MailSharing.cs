namespace SimpleCrm.Access;

/// <summary>
/// Who sees how much of an email that belongs to a record: the one place that decides. Roles open nothing by themselves; a manager is part of the
/// teams they manage. Mailboxes with their folders, lists and search are their owner's alone (<see cref="MailboxVisibility"/>).
/// </summary>
/// <remarks><see cref="SharingScope"/> narrows queries by the same rules; what it lets through is decided here once more.</remarks>
internal static class MailSharing
{
    public static SharingDecision Decide(MailboxReach mailbox, ThreadFacts thread, SharingLimits limits)
    {
        if (mailbox.IsOwn)
            return new SharingDecision(SharingLevel.Everything, SharingRule.Own, SharingLimit.None, mailbox.OwnerName, mailbox.Audience);
        if (thread.IsProtected)
            return new SharingDecision(SharingLevel.Private, SharingRule.Protected, SharingLimit.None, mailbox.OwnerName, mailbox.Audience);
        var (rule, chosen, audience) = thread.Shared is var (level, shown)
            ? (SharingRule.Conversation, level, shown)
            : (SharingRule.Mailbox, mailbox.Level, mailbox.Audience);
        var shares = mailbox.Reaches(audience) ? limits.Within(chosen) : SharingLevel.Private;
        var limit = !mailbox.Reaches(audience) || shares == chosen ? SharingLimit.None : shares < chosen ? SharingLimit.Most : SharingLimit.Least;
        if (thread.Grant is { } grant && grant > shares && limits.Most > shares)
        {
            shares = grant > limits.Most ? limits.Most : grant;
            (rule, limit) = (SharingRule.Grant, shares < grant ? SharingLimit.Most : SharingLimit.None);
        }
        return thread.Cap is { } cap && cap < shares
            ? new SharingDecision(cap, rule, SharingLimit.Record, mailbox.OwnerName, audience)
            : new SharingDecision(shares, rule, limit, mailbox.OwnerName, audience);
    }
}
