using System.Text.Json;

namespace SimpleCrm.Blazor.Api;

/// <summary>What every kind of record can be given. Texts become one line; unknown fields are not looked at.</summary>
public abstract record RecordBody
{
    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The person who looks after it; null for nobody.</summary>
    public string? OwnerId { get; init; }

    /// <summary>At most 20 of 40 characters.</summary>
    public string[]? Tags { get; init; }

    /// <summary>Values of custom fields by their keys, as text, number or true and false; null or "" takes one away. Those that are not named stay as they are.</summary>
    public Dictionary<string, JsonElement>? Custom { get; init; }

    /// <summary>The version that was read, when a record is changed. Another one means that somebody changed it meanwhile: 409.</summary>
    public int Version { get; init; }

    /// <summary>As people would have typed them.</summary>
    protected IReadOnlyDictionary<string, string?>? CustomTexts() => Custom?.ToDictionary(c => c.Key, c => c.Value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => c.Value.GetString(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => c.Value.GetRawText(),
    });
}
