namespace SimpleCrm.Sync;

/// <summary>
/// Judges whether disappeared emails may be removed here. A few are believed at once; a large part of a folder only when a later run
/// observes it again, since servers under repair and cut answers look the same.
/// </summary>
internal static class DeletionEvidence
{
    private const int AlwaysBelieved = 20;
    private const double BelievedShare = 0.3;

    public static bool IsMass(int removed, int known) => removed > Math.Max(AlwaysBelieved, known * BelievedShare);

    /// <summary>Whether to remove now, and what to remember as suspected.</summary>
    /// <param name="removed">Known emails that the server no longer shows.</param>
    /// <param name="known">Emails known in the folder.</param>
    /// <param name="suspectedEarlier">What an earlier run remembered; 0 when it saw nothing unusual.</param>
    public static (bool Believed, int Suspected) Judge(int removed, int known, int suspectedEarlier) =>
        !IsMass(removed, known) || suspectedEarlier > 0 ? (true, 0) : (false, removed);
}
