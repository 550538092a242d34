using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Sharing;

/// <summary>Somebody else's conversation that a search found, as far as the viewer may see it.</summary>
public sealed record SharedMailRow
{
    public required long ThreadId { get; init; }

    /// <summary>Whose mailbox it is in.</summary>
    public required string OwnerName { get; init; }
    public required SharingLevel Level { get; init; }

    /// <summary>Who wrote the newest email that was found.</summary>
    public required EmailAddress From { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Null when the viewer may not see it.</summary>
    public string? Subject { get; init; }

    /// <summary>The words round the first hit, else the first words; null when the viewer may not see them.</summary>
    public string? Snippet { get; init; }

    /// <summary>Where the search words stand in <see cref="Subject"/>.</summary>
    public IReadOnlyList<TextRange> SubjectMarks { get; init; } = [];

    /// <summary>Where the search words stand in <see cref="Snippet"/>.</summary>
    public IReadOnlyList<TextRange> SnippetMarks { get; init; } = [];
}
