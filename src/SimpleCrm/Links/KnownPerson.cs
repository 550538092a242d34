namespace SimpleCrm.Links;

/// <summary>A contact or lead with one of its addresses.</summary>
/// <param name="Address">As <see cref="AddressKeys.Exact"/> has it.</param>
/// <param name="CompanyId">Where a contact works.</param>
internal sealed record KnownPerson(long Id, string Address, long? CompanyId);
