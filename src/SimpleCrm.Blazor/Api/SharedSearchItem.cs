using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>Somebody else's conversation that a search found; all of it that is shared is at /api/email/shared/{threadId}.</summary>
public sealed record SharedSearchItem
{
    public required string ThreadId { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>"metadata", "subject" or "everything".</summary>
    public required SharingLevel Level { get; init; }

    /// <summary>Who wrote the newest email that was found.</summary>
    public required EmailAddress From { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Null below "subject".</summary>
    public string? Subject { get; init; }

    /// <summary>The words round the first hit; null below "everything".</summary>
    public string? Snippet { get; init; }

    /// <summary>Where the search words stand in the subject, in UTF-16 units.</summary>
    public required IReadOnlyList<TextRange> SubjectMarks { get; init; }

    /// <summary>The same of the snippet.</summary>
    public required IReadOnlyList<TextRange> SnippetMarks { get; init; }

    internal static SharedSearchItem Of(SharedMailRow row) => new()
    {
        ThreadId = ApiIds.Text(row.ThreadId),
        OwnerName = row.OwnerName,
        Level = row.Level,
        From = row.From,
        At = row.At,
        Subject = row.Subject,
        Snippet = row.Snippet,
        SubjectMarks = row.SubjectMarks,
        SnippetMarks = row.SnippetMarks,
    };
}
