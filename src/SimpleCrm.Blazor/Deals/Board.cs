using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Deals;

/// <summary>The deals of a pipeline as they are drawn. A move shows here before it is stored, and can be taken back.</summary>
public sealed class Board(PipelineView pipeline, IReadOnlyList<DealView> deals)
{
    public PipelineView Pipeline => pipeline;

    public IReadOnlyList<BoardColumn> Columns { get; } = [.. pipeline.Stages.Select(s => new BoardColumn(s, deals.Where(d => d.StageId == s.Id)))];

    public int Count => Columns.Sum(c => c.Deals.Count);

    /// <summary>Grows with every change.</summary>
    public int Revision { get; private set; }

    public DealView? Find(long id) => Columns.SelectMany(c => c.Deals).FirstOrDefault(d => d.Id == id);

    public BoardPlace? PlaceOf(long id)
    {
        foreach (var column in Columns)
            if (column.Deals.FindIndex(d => d.Id == id) is >= 0 and var at)
                return new(column.Stage.Id, at + 1 < column.Deals.Count ? column.Deals[at + 1].Id : null);
        return null;
    }

    /// <summary>Puts a deal above another one of a stage, or at its end.</summary>
    /// <returns>False when there is no such deal or stage here, or it stands there already.</returns>
    public bool Move(long id, BoardPlace to)
    {
        if (Find(id) is not { } deal || Columns.FirstOrDefault(c => c.Stage.Id == to.StageId) is not { } column || to.BeforeId == id || PlaceOf(id) == to)
            return false;
        foreach (var other in Columns)
            other.Remove(id);
        column.Insert(deal with { StageId = column.Stage.Id, StageName = column.Stage.Name, StageKind = column.Stage.Kind }, to.BeforeId);
        Revision++;
        return true;
    }

    /// <summary>Takes in a deal as it was stored.</summary>
    public void Replace(DealView deal)
    {
        Columns.FirstOrDefault(c => c.Stage.Id == deal.StageId)?.Replace(deal);
        Revision++;
    }
}
