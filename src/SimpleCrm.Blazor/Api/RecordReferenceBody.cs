using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>A record by kind ("contact", "lead", "company", "deal") and id.</summary>
public sealed record RecordReferenceBody
{
    public RecordKind Kind { get; init; }
    public string? Id { get; init; }

    /// <summary>One that is none refers to a record that nobody has.</summary>
    internal RecordReference ToReference() => new(Enum.IsDefined(Kind) ? Kind : RecordKind.Contact, Enum.IsDefined(Kind) ? ApiIds.Parse(Id) ?? -1 : -1);
}
