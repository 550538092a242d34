using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.CustomFields;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>
/// Imports of contacts, companies and leads from files. A file is read into rows, its columns are mapped, and the rows are taken in by
/// <see cref="ImportRunning"/> in the background. An import is its owner's; admins see all.
/// </summary>
public sealed class Imports(IDbContextFactory<SimpleCrmDbContext> contexts, ImportSignal signal, TimeProvider time)
{
    /// <summary>How long an import can be undone, and its rows are kept.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromDays(30);

    private const int Most = 50;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads a file: CSV in any usual encoding and with any usual separator, or vCards.</summary>
    /// <param name="kind">What its rows are: contacts, companies or leads.</param>
    /// <param name="sent">Read once, as it comes in; at most <see cref="ImportLimits.FileBytes"/>.</param>
    public async Task<ImportStart> StartAsync(Viewer viewer, RecordKind kind, string fileName, Stream sent, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)kind, (int)RecordKind.Deal);
        await ForgetAsync(cancellationToken);
        try
        {
            await using var file = await ImportFiles.KeepAsync(sent, cancellationToken);
            var table = await ImportFiles.OpenAsync(file, cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var name = Mail.DisplayText.Clean(fileName, 200);
            var import = new RecordImport
            {
                UserId = viewer.UserId,
                Kind = kind,
                FileName = name.Length > 0 ? name : "file",
                Encoding = table.Encoding,
                Separator = table.Separator,
                ColumnsJson = JsonSerializer.Serialize(table.Columns),
                ColumnsKey = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', table.Columns)))),
                CreatedAt = Now,
            };
            import.MappingJson = await RememberedAsync(db, import, cancellationToken) ?? JsonSerializer.Serialize(ColumnGuess.Of(kind, table.Columns, await CustomFieldSettings.ReadAsync(db, kind, withArchived: false, cancellationToken)));
            import.Total = await ImportFiles.StoreAsync(db, import.Id, table, cancellationToken);
            db.RecordImports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new ImportStart(ImportViews.Of(import), null);
        }
        catch (ImportRefusedException refusal)
        {
            return new ImportStart(null, refusal.Message);
        }
    }

    /// <summary>The viewer's imports (an admin's: all), the last one first, at most 50.</summary>
    public async Task<IReadOnlyList<ImportView>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Own(db, viewer).AsNoTracking().OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(ImportViews.Of)];
    }

    /// <summary>Null when there is no such import, or it is not the viewer's.</summary>
    public async Task<ImportView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Own(db, viewer).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } import ? ImportViews.Of(import) : null;
    }

    /// <summary>The first rows as they are in the file.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> PreviewAsync(Viewer viewer, long id, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cells = await db.ImportRows.Where(r => r.ImportId == id && r.Number > 0 && Own(db, viewer).Any(i => i.Id == id)).OrderBy(r => r.Number).Take(Math.Clamp(count, 1, 50)).Select(r => r.CellsJson).ToListAsync(cancellationToken);
        return [.. cells.Select(c => JsonSerializer.Deserialize<List<string>>(c)!)];
    }

    /// <summary>Says what the columns are, and what becomes of records that are there already; files with the same columns begin with it.</summary>
    /// <returns>What is wrong, for people; null when it was stored.</returns>
    public async Task<string?> MapAsync(Viewer viewer, long id, IReadOnlyList<string> mapping, bool updatesExisting, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await Own(db, viewer).SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { State: ImportState.Mapping } import)
            return "This import is not waiting for its columns.";
        var targets = ImportTarget.Of(import.Kind, await CustomFieldSettings.ReadAsync(db, import.Kind, withArchived: false, cancellationToken)).ToDictionary(t => t.Key);
        if (mapping.Count != ImportViews.Of(import).Columns.Count || mapping.Any(m => m.Length > 0 && !targets.ContainsKey(m)))
            return "Say for each column of the file what it is.";
        if (mapping.Where(m => m.Length > 0 && !targets[m].IsList).GroupBy(m => m).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"Two columns are “{targets[twice.Key].Label}”. Choose one of them.";
        if (mapping.All(m => m.Length == 0))
            return "Choose what at least one column is.";
        (import.MappingJson, import.UpdatesExisting) = (JsonSerializer.Serialize(mapping), updatesExisting);
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Begins to take the rows in, in the background.</summary>
    /// <returns>False when it is not the viewer's, or not waiting for that.</returns>
    public Task<bool> RunAsync(Viewer viewer, long id, CancellationToken cancellationToken) => ChangeAsync(viewer, id, [ImportState.Mapping], ImportState.Running, cancellationToken);

    /// <summary>Stops; what was taken in stays, and can be undone.</summary>
    public Task<bool> CancelAsync(Viewer viewer, long id, CancellationToken cancellationToken) => ChangeAsync(viewer, id, [ImportState.Mapping, ImportState.Running], ImportState.Cancelled, cancellationToken);

    /// <summary>Begins to take an import back, in the background: what it added is deleted, what it changed is as before; what somebody changed since stays.</summary>
    public async Task<bool> UndoAsync(Viewer viewer, long id, CancellationToken cancellationToken) =>
        await FindAsync(viewer, id, cancellationToken) is { } import && import.CreatedAt + UndoTime > Now && await ChangeAsync(viewer, id, [ImportState.Done, ImportState.Cancelled], ImportState.Undoing, cancellationToken);

    /// <summary>The rows that could not be taken in, in the order of the file.</summary>
    public async IAsyncEnumerable<ImportProblem> ProblemsAsync(Viewer viewer, long id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Outcome == ImportOutcome.Wrong && Own(db, viewer).Any(i => i.Id == id)).OrderBy(r => r.Number);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ImportViews.Of(row);
    }

    private async Task<bool> ChangeAsync(Viewer viewer, long id, ImportState[] from, ImportState to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Between two batches, which hold the key.
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        DateTime? ended = to == ImportState.Cancelled ? Now : null;
        var isChanged = await Own(db, viewer).Where(i => i.Id == id && from.Contains(i.State)).ExecuteUpdateAsync(s => s.SetProperty(i => i.State, to).SetProperty(i => i.EndedAt, ended), cancellationToken) > 0;
        await transaction.CommitAsync(cancellationToken);
        signal.Raise();
        return isChanged;
    }

    private static async Task<string?> RememberedAsync(SimpleCrmDbContext db, RecordImport import, CancellationToken cancellationToken) =>
        await db.RecordImports.Where(i => i.UserId == import.UserId && i.Kind == import.Kind && i.ColumnsKey == import.ColumnsKey && i.State != ImportState.Mapping)
            .OrderByDescending(i => i.CreatedAt).Select(i => i.MappingJson).FirstOrDefaultAsync(cancellationToken);

    // Rows hold what people wrote about others: they go when they are of no more use.
    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (old, given) = (Now - UndoTime, Now - TimeSpan.FromDays(1));
        await db.ImportRows.Where(r => db.RecordImports.Any(i => i.Id == r.ImportId && (i.CreatedAt < old || i.CreatedAt < given && i.State == ImportState.Mapping))).ExecuteDeleteAsync(cancellationToken);
        await db.RecordImports.Where(i => i.CreatedAt < given && i.State == ImportState.Mapping).ExecuteDeleteAsync(cancellationToken);
    }

    internal static IQueryable<RecordImport> Own(SimpleCrmDbContext db, Viewer viewer) => viewer.Role == Role.Admin ? db.RecordImports : db.RecordImports.Where(i => i.UserId == viewer.UserId);
}
