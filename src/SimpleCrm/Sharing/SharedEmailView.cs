using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>An email of a conversation that is shared with the viewer. Who got blind copies is told to nobody.</summary>
public sealed record SharedEmailView
{
    public required long Id { get; init; }
    public required EmailAddress From { get; init; }
    public required IReadOnlyList<EmailAddress> To { get; init; }
    public required IReadOnlyList<EmailAddress> Cc { get; init; }
    public required DateTime At { get; init; }
    public required EmailDirection Direction { get; init; }

    /// <summary>Null when the viewer may not see it.</summary>
    public string? Subject { get; init; }

    /// <summary>The first words; null when the viewer may not see them.</summary>
    public string? Snippet { get; init; }

    /// <summary>Files with signed addresses; none unless the viewer may see everything.</summary>
    public required IReadOnlyList<AttachmentView> Attachments { get; init; }
}
