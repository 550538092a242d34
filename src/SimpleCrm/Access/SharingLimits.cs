namespace SimpleCrm.Access;

/// <summary>What administrators let owners of mailboxes choose. Levels outside of it count as the nearest within.</summary>
/// <param name="Least">What those with whom a mailbox or conversation is shared see at least. Protected senders and records that show less go before it.</param>
/// <param name="Most">What anybody but the owner sees at most, whatever was shared or granted.</param>
public sealed record SharingLimits(SharingLevel Least, SharingLevel Most)
{
    public static readonly SharingLimits None = new(SharingLevel.Private, SharingLevel.Everything);

    public SharingLevel Within(SharingLevel level) => level > Most ? Most : level < Least ? Least : level;
}
