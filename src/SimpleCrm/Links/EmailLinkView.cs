namespace SimpleCrm.Links;

/// <summary>A record that an email belongs to, and why.</summary>
public sealed record EmailLinkView
{
    public required RecordKind Kind { get; init; }
    public required long RecordId { get; init; }
    public required string Name { get; init; }
    public required LinkRule Rule { get; init; }

    /// <summary>The rule for people ("address of Ana Ruiz", "linked by you").</summary>
    public required string Reason { get; init; }

    /// <summary>1 to 100: how sure the rule was; 100 when a person said so.</summary>
    public required int Score { get; init; }

    /// <summary>The address the rule went by; empty when it went by none.</summary>
    public required string Evidence { get; init; }

    /// <summary>The person who linked it.</summary>
    public long? LinkedById { get; init; }
}
