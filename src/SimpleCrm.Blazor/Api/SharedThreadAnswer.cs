using SimpleCrm.Access;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>A conversation that somebody else shares.</summary>
public sealed record SharedThreadAnswer
{
    public required string Id { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>"metadata", "subject" or "everything".</summary>
    public required SharingLevel Level { get; init; }

    /// <summary>Why it is seen, for people.</summary>
    public required string Why { get; init; }
    public string? Subject { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<SharedEmailAnswer> Emails { get; init; }

    /// <summary>Emails of it that are not shared.</summary>
    public required int Hidden { get; init; }

    internal static SharedThreadAnswer Of(SharedThreadView view) => new()
    {
        Id = ApiIds.Text(view.Id),
        OwnerName = view.OwnerName,
        Level = view.Level,
        Why = view.Why,
        Subject = view.Subject,
        Emails = [.. view.Emails.Select(SharedEmailAnswer.Of)],
        Hidden = view.Hidden,
    };
}
