using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>A record that an email belongs to, and why.</summary>
public sealed record LinkAnswer
{
    public required RecordKind Kind { get; init; }
    public required string RecordId { get; init; }
    public required string Name { get; init; }
    public required LinkRule Rule { get; init; }

    /// <summary>The rule for people: "address of Ana Ruiz", "linked by you".</summary>
    public required string Reason { get; init; }

    /// <summary>1 to 100: how sure the rule was; 100 when a person said so.</summary>
    public required int Score { get; init; }

    /// <summary>The person who linked it.</summary>
    public string? LinkedById { get; init; }

    internal static LinkAnswer Of(EmailLinkView view) => new()
    {
        Kind = view.Kind,
        RecordId = ApiIds.Text(view.RecordId),
        Name = view.Name,
        Rule = view.Rule,
        Reason = view.Reason,
        Score = view.Score,
        LinkedById = ApiIds.Text(view.LinkedById),
    };
}
