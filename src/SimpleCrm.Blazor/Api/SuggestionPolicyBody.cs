using SimpleCrm.Suggestions;

namespace SimpleCrm.Blazor.Api;

/// <summary>Which unknown people are suggested.</summary>
public sealed record SuggestionPolicyBody
{
    /// <summary>"never", "writtenTo" or "everyone".</summary>
    public SuggestionPolicy Policy { get; init; }
}
