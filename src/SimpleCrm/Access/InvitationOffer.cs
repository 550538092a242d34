namespace SimpleCrm.Access;

/// <summary>The answer to an admin who invites somebody.</summary>
/// <param name="Token">What the link carries; shown once, never stored. Null when refused.</param>
/// <param name="Refusal">Why not, in a sentence; null when it was made.</param>
public sealed record InvitationOffer(string? Token, string? Refusal)
{
    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(InvitationOffer);
}
