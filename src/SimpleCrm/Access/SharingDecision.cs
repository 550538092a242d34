namespace SimpleCrm.Access;

/// <summary>How much of a conversation somebody sees, and why.</summary>
/// <param name="Level"><see cref="SharingLevel.Private"/> for nothing.</param>
/// <param name="Rule">What decided it.</param>
/// <param name="Limit">What changed what was decided.</param>
/// <param name="OwnerName">Whose mailbox it is in.</param>
/// <param name="Audience">With whom it is shared; of mailboxes and conversations.</param>
public sealed record SharingDecision(SharingLevel Level, SharingRule Rule, SharingLimit Limit, string OwnerName, SharingAudience Audience)
{
    /// <summary>The rule for people.</summary>
    public string Why => $"{Sentence}{LimitWords}";

    /// <summary>The whole conversation was shared by name, so that its emails need to belong to no record.</summary>
    internal bool IsWhole => Rule is SharingRule.Own or SharingRule.Conversation or SharingRule.Grant;

    private string Sentence => Rule switch
    {
        SharingRule.Own => "It is in your own mailbox.",
        SharingRule.Mailbox => $"{OwnerName} shares emails of this mailbox that belong to records with {Who}, {Words(Level)}.",
        SharingRule.Conversation => $"{OwnerName} shares this conversation with {Who}, {Words(Level)}.",
        SharingRule.Grant => $"{OwnerName} gave you access to this conversation, {Words(Level)}.",
        _ => "Somebody takes part whose mail is never shared.",
    };

    private string Who => Audience == SharingAudience.Everyone ? "everyone here" : "their team";

    private string LimitWords => Limit switch
    {
        SharingLimit.Most => " The workspace allows no more.",
        SharingLimit.Least => " The workspace asks for at least this.",
        SharingLimit.Record => " A record that it belongs to shows less than the mailbox would.",
        _ => "",
    };

    /// <summary>A level within a sentence.</summary>
    public static string Words(SharingLevel level) => level switch
    {
        SharingLevel.Private => "nothing of them",
        SharingLevel.Metadata => "only who wrote to whom and when",
        SharingLevel.Subject => "with their subjects",
        _ => "with all they say",
    };
}
