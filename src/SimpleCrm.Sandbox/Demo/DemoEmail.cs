namespace SimpleCrm.Sandbox.Demo;

/// <summary>An email as it lies in a rep's account when the play begins.</summary>
/// <param name="Source">RFC 5322.</param>
/// <param name="At">When it was received or sent.</param>
internal sealed record DemoEmail(byte[] Source, DateTimeOffset At)
{
    public bool IsSent { get; init; }
    public bool IsRead { get; init; }
    public bool IsStarred { get; init; }
    public bool IsArchived { get; init; }

    /// <summary>A label of the rep's own; null for none.</summary>
    public string? Label { get; init; }
}
