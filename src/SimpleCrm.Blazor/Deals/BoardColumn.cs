using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Deals;

/// <summary>A stage with its deals in order.</summary>
public sealed class BoardColumn(StageView stage, IEnumerable<DealView> deals)
{
    public StageView Stage => stage;

    /// <summary>A new list with every change, so that what is drawn of it knows.</summary>
    public List<DealView> Deals { get; private set; } = [.. deals];

    public string Sum => Money.Sum(Deals);

    internal void Remove(long id) => Deals = [.. Deals.Where(d => d.Id != id)];

    internal void Insert(DealView deal, long? beforeId)
    {
        List<DealView> deals = [.. Deals];
        var at = deals.FindIndex(d => d.Id == beforeId);
        deals.Insert(at < 0 ? deals.Count : at, deal);
        Deals = deals;
    }

    internal void Replace(DealView deal) => Deals = Deals.ConvertAll(d => d.Id == deal.Id ? deal : d);
}
