using SimpleCrm.Contacts;

namespace SimpleCrm.Deals;

/// <summary>Something that may be sold.</summary>
public sealed class Deal : CrmRecord
{
    public const int MostContacts = 50;

    public long PipelineId { get; set; }
    public long StageId { get; set; }
    public long? CompanyId { get; set; }
    public decimal Value { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "EUR";
    public DateOnly? CloseDate { get; set; }

    /// <summary>Per cent; null for the stage's.</summary>
    public int? Probability { get; set; }
    public DateTime StageSince { get; set; }

    /// <summary>Its place in its column of the board, ascending.</summary>
    public double Position { get; set; }
    public List<DealContact> Contacts { get; set; } = [];
}
