namespace SimpleCrm.Deals;

/// <summary>A contact who has to do with a deal.</summary>
public sealed class DealContact
{
    public long DealId { get; set; }
    public long ContactId { get; set; }
}
