using SimpleCrm.Deals;
using SimpleCrm.Links;

namespace SimpleCrm.Surroundings;

/// <summary>A record that a conversation belongs to.</summary>
/// <param name="Link">Which, and why.</param>
/// <param name="Detail">What tells it from others: title and company of a person, industry and place of a company; may be empty.</param>
/// <param name="Deal">The deal, where it is one.</param>
public sealed record ThreadRecord(EmailLinkView Link, string Detail, ThreadDeal? Deal)
{
    public RecordReference Record => new(Link.Kind, Link.RecordId);
}
