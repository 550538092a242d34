namespace SimpleCrm.Suggestions;

/// <summary>Which unknown people are suggested as contacts, as stored.</summary>
public enum SuggestionPolicy
{
    /// <summary>Those the person has written to.</summary>
    WrittenTo = 0,

    /// <summary>Those who have written, too.</summary>
    Everyone = 1,
    Never = 2,
}
