using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Merging;

namespace SimpleCrm.Importing;

/// <summary>How rows become records of a kind.</summary>
internal sealed class ImportKind<TRecord, TContent>(MergeKind<TRecord, TContent> kind, Func<SimpleCrmDbContext, JsonObject, CancellationToken, Task<long?>> findAsync) where TRecord : CrmRecord, new() where TContent : class
{
    /// <summary>The record that a row is about, with its lists; null when it is new.</summary>
    public async Task<TRecord?> FindAsync(SimpleCrmDbContext db, JsonObject fields, CancellationToken cancellationToken) =>
        await findAsync(db, fields, cancellationToken) is { } id ? await LoadAsync(db, id, cancellationToken) : null;

    public Task<TRecord?> LoadAsync(SimpleCrmDbContext db, long id, CancellationToken cancellationToken) => kind.Rows(db).SingleOrDefaultAsync(r => r.Id == id && r.DeletedAt == null, cancellationToken);

    public JsonObject FieldsOf(TRecord row) => MergedContent.Of(kind.ContentOf(row));

    /// <summary>Takes fields into a record that is new or loaded, and says what is wrong with them.</summary>
    public async Task<Mistakes> ApplyAsync(SimpleCrmDbContext db, TRecord row, JsonObject fields, CancellationToken cancellationToken)
    {
        var mistakes = await kind.ApplyAsync(db, row, fields.To<TContent>(), cancellationToken);
        row.SortName = RecordLists.SortName(row.Name);
        return mistakes;
    }
}
