namespace SimpleCrm.Access;

/// <summary>What was decided about one conversation apart from its mailbox.</summary>
/// <param name="Shared">How its owner shares it; null for as its mailbox.</param>
/// <param name="Grant">What its owner gave the person who looks.</param>
/// <param name="Cap">The least that a record it belongs to shows of its emails; null where none says.</param>
/// <param name="IsProtected">Somebody takes part whose mail is never shared.</param>
internal sealed record ThreadFacts((SharingLevel Level, SharingAudience Audience)? Shared, SharingLevel? Grant, SharingLevel? Cap, bool IsProtected)
{
    public static readonly ThreadFacts None = new(null, null, null, false);
}
