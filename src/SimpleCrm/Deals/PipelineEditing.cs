using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Deals;

/// <summary>Lets admins make, change and delete pipelines. A stage or pipeline that has deals stays until they are moved.</summary>
public sealed class PipelineEditing(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    public const int MostStages = 20, MostPipelines = 20;

    /// <summary>Makes a pipeline, or changes the one with the id given. Says what is wrong, or null.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="name">1 to 200 characters; no other pipeline has it.</param>
    /// <param name="stages">In order, at least one of them open; those left out are deleted.</param>
    public async Task<string?> SaveAsync(Viewer viewer, long? id, string name, IReadOnlyList<StageContent> stages, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return "Only an admin can change pipelines.";
        name = DisplayText.Clean(name, CrmRecord.NameLength + 1);
        List<StageContent> cleaned = [.. stages.Select(s => s with { Name = DisplayText.Clean(s.Name, CrmRecord.NameLength + 1) })];
        if (FaultOf(name, cleaned) is { } fault)
            return fault;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.Pipelines.AnyAsync(p => p.Name == name && p.Id != id, cancellationToken))
            return "There is already a pipeline with this name.";
        var count = await db.Pipelines.CountAsync(cancellationToken);
        if (id is null && count >= MostPipelines)
            return string.Create(CultureInfo.InvariantCulture, $"There can be at most {MostPipelines} pipelines.");
        var pipeline = id is null ? db.Add(new Pipeline { Position = count }).Entity : await db.Pipelines.Include(p => p.Stages).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pipeline is null)
            return "This pipeline no longer exists.";
        pipeline.Name = name;
        var kept = cleaned.Select(s => s.Id).OfType<long>().ToHashSet();
        foreach (var (position, stage) in cleaned.Index())
        {
            var row = pipeline.Stages.Find(s => s.Id == stage.Id);
            if (row is null)
                pipeline.Stages.Add(row = new Stage { PipelineId = pipeline.Id });
            (row.Name, row.Kind, row.Position) = (stage.Name, stage.Kind, position);
            row.Probability = stage.Kind switch { StageKind.Won => 100, StageKind.Lost => 0, _ => stage.Probability };
            kept.Add(row.Id);
        }
        await db.SaveChangesAsync(cancellationToken);
        var removed = pipeline.Stages.Where(s => !kept.Contains(s.Id)).ToList();
        if (await RemoveAsync(db, removed, pipeline.Stages.Where(s => kept.Contains(s.Id)).MinBy(s => s.Position)!, cancellationToken) is { } refusal)
            return refusal;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Deletes a pipeline that has no deals. Says why not, or null.</summary>
    public async Task<string?> DeleteAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return "Only an admin can change pipelines.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var pipeline = await db.Pipelines.Include(p => p.Stages).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pipeline is null)
            return "This pipeline no longer exists.";
        var refuge = await (from s in db.Stages
                            join p in db.Pipelines on s.PipelineId equals p.Id
                            where p.Id != id
                            orderby p.Position, p.Id, s.Position
                            select s).FirstOrDefaultAsync(cancellationToken);
        if (refuge is null)
            return "This is the only pipeline. Make another one first, or change this one.";
        if (await RemoveAsync(db, pipeline.Stages, refuge, cancellationToken) is { } refusal)
            return refusal;
        await db.Pipelines.Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static string? FaultOf(string name, List<StageContent> stages) =>
        name.Length is 0 or > CrmRecord.NameLength ? $"Give the pipeline a name of at most {CrmRecord.NameLength} characters."
        : stages.Count > MostStages ? string.Create(CultureInfo.InvariantCulture, $"A pipeline can have at most {MostStages} stages.")
        : stages.Any(s => s.Name.Length is 0 or > CrmRecord.NameLength) ? $"Give each stage a name of at most {CrmRecord.NameLength} characters."
        : stages.GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"Two stages are called {twice.Key}."
        : stages.Any(s => s.Probability is < 0 or > 100) ? "A probability is a number from 0 to 100."
        : !stages.Any(s => s.Kind == StageKind.Open) ? "A pipeline needs at least one open stage."
        : null;

    // Deals in the bin come back at the first stage that is left.
    private static async Task<string?> RemoveAsync(SimpleCrmDbContext db, IReadOnlyList<Stage> stages, Stage refuge, CancellationToken cancellationToken)
    {
        var ids = stages.Select(s => s.Id).ToList();
        if (ids.Count == 0)
            return null;
        var used = await db.Deals.Where(d => d.DeletedAt == null && ids.Contains(d.StageId)).GroupBy(d => d.StageId).Select(g => new { g.Key, Count = g.Count() }).FirstOrDefaultAsync(cancellationToken);
        if (used is not null)
            return string.Create(CultureInfo.InvariantCulture, $"{stages.First(s => s.Id == used.Key).Name} has {used.Count:N0} {(used.Count == 1 ? "deal" : "deals")}. Move them to another stage first.");
        await db.Deals.Where(d => ids.Contains(d.StageId))
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.StageId, refuge.Id).SetProperty(d => d.PipelineId, refuge.PipelineId), cancellationToken);
        await db.Stages.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        return null;
    }
}
