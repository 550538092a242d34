using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Api;

/// <summary>What is changed of a tag; what is missing stays.</summary>
public sealed record TagBody
{
    public string? Name { get; init; }
    public TagColour? Colour { get; init; }
}
