namespace SimpleCrm.Insights;

/// <summary>What somebody did in the window, of what the viewer may see.</summary>
public sealed record RepFigures
{
    public required long UserId { get; init; }
    public required string Name { get; init; }
    public required int Received { get; init; }
    public required int Sent { get; init; }

    /// <summary>Turns of a conversation in which a customer wrote and was answered.</summary>
    public required int Answered { get; init; }

    /// <summary>Half of them were answered sooner than this; null where none was.</summary>
    public required TimeSpan? Median { get; init; }

    /// <summary>Nine of ten were.</summary>
    public required TimeSpan? Slow { get; init; }

    /// <summary>Conversations in which a customer wrote last, more than a day ago.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Emails of records that the viewer may not see; in no other number.</summary>
    public required int Hidden { get; init; }
}
