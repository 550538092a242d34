namespace SimpleCrm.Deals;

/// <summary>A contact of a deal.</summary>
public sealed record DealPerson(long Id, string Name);
