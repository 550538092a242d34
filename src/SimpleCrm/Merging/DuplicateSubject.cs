namespace SimpleCrm.Merging;

/// <summary>A record as it is compared with others of its kind.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Words">The folded words of the name.</param>
/// <param name="Organisation">What tells of the company: its id, or its folded name; null without.</param>
/// <param name="Addresses">Email addresses in lower case; for companies none.</param>
/// <param name="Domains">A company's domains and website host.</param>
/// <param name="Phones">As they were entered.</param>
/// <param name="Detail">See <see cref="DuplicateRecord.Detail"/>.</param>
internal sealed record DuplicateSubject(
    long Id, string Name, IReadOnlyList<string> Words, string? Organisation, IReadOnlyList<string> Addresses, IReadOnlyList<string> Domains, IReadOnlyList<string> Phones, string Detail);
