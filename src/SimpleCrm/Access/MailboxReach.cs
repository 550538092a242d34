namespace SimpleCrm.Access;

/// <summary>A mailbox as it stands to somebody.</summary>
/// <param name="IsOwn">It is theirs.</param>
/// <param name="IsInTeam">They belong to the owner's team, or manage it.</param>
/// <param name="Level">What its owner chose.</param>
internal sealed record MailboxReach(long Id, string OwnerName, bool IsOwn, bool IsInTeam, SharingLevel Level, SharingAudience Audience)
{
    public bool Reaches(SharingAudience audience) => audience == SharingAudience.Everyone || IsInTeam;
}
