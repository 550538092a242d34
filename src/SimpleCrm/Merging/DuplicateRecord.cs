namespace SimpleCrm.Merging;

/// <summary>One of two records that may be the same.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Detail">What tells it from others of that name: an address, a domain or a company; may be empty.</param>
public sealed record DuplicateRecord(long Id, string Name, string Detail);
