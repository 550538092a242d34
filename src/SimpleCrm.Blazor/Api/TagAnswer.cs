using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Api;

/// <summary>A tag, and how many records have it.</summary>
public sealed record TagAnswer(string Id, string Name, TagColour Colour, int Records)
{
    internal static TagAnswer Of(TagView tag) => new(ApiIds.Text(tag.Id), tag.Name, tag.Colour, tag.Records);
}
