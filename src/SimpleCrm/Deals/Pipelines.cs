using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Deals;

/// <summary>The pipelines of the workspace. The first who asks gets a usual one.</summary>
public sealed class Pipelines(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    private static readonly (string Name, int Probability, StageKind Kind)[] Usual =
    [
        ("New", 10, StageKind.Open), ("Qualified", 25, StageKind.Open), ("Proposal", 50, StageKind.Open), ("Negotiation", 75, StageKind.Open),
        ("Won", 100, StageKind.Won), ("Lost", 0, StageKind.Lost),
    ];

    /// <summary>All pipelines in order, their stages in order.</summary>
    public async Task<IReadOnlyList<PipelineView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await ReadAsync(db, cancellationToken);
        if (rows.Count == 0)
        {
            await AddUsualAsync(db, cancellationToken);
            rows = await ReadAsync(db, cancellationToken);
        }
        return [.. rows.Select(p => new PipelineView(p.Id, p.Name, [.. p.Stages.OrderBy(s => s.Position).Select(s => new StageView(s.Id, s.Name, s.Probability, s.Kind))]))];
    }

    private static Task<List<Pipeline>> ReadAsync(SimpleCrmDbContext db, CancellationToken cancellationToken) =>
        db.Pipelines.AsNoTracking().Include(p => p.Stages).OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancellationToken);

    internal static async Task AddUsualAsync(SimpleCrmDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.BeginAsync(Transactions.Records, cancellationToken) : null;
        if (await db.Pipelines.AnyAsync(cancellationToken))
            return;
        var pipeline = new Pipeline { Name = "Sales" };
        pipeline.Stages.AddRange(Usual.Select((s, i) => new Stage { PipelineId = pipeline.Id, Name = s.Name, Probability = s.Probability, Kind = s.Kind, Position = i }));
        db.Pipelines.Add(pipeline);
        await db.SaveChangesAsync(cancellationToken);
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
    }
}
