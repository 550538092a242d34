namespace SimpleCrm.Links;

/// <summary>An open deal.</summary>
/// <param name="Words">The folded words of its name.</param>
/// <param name="Contacts">Who has to do with it.</param>
internal sealed record KnownDeal(long Id, IReadOnlySet<string> Words, long? CompanyId, IReadOnlySet<long> Contacts, DateTime CreatedAt);
