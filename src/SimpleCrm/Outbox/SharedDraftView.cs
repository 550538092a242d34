using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>A draft as the colleagues of its writer see it.</summary>
public sealed record SharedDraftView
{
    public required long Id { get; init; }

    /// <summary>The id its writer's browser gave it, as live changes name it.</summary>
    public required string Key { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>The address it will be sent from.</summary>
    public required string From { get; init; }

    /// <summary>Counts the saves, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime SavedAt { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required string Subject { get; init; }

    /// <summary>Empty for plain text.</summary>
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required bool IsPlainText { get; init; }

    /// <summary>How many files go along.</summary>
    public required int Files { get; init; }
}
