using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.PostgreSql;

/// <summary>A tsvector for each email, with a GIN index. Hits are read in stretches that grow, so that the first come as fast as an order by time allows.</summary>
internal sealed class PostgreSqlSearchIndex : ISearchIndex
{
    private const int FirstStretch = 250;
    private const int LongestStretch = 4000;

    // What a search costs depends on its words: a plan made for any words may be the worst for these, and compiling one takes longer than running it.
    // The pool resets both.
    private const string Planning = "SET plan_cache_mode = force_custom_plan; SET jit = off; ";

    private const int Many = 100;

    // Words are sorted into the index in larger portions. The first few emails after it sort in what is left, so that no search has to read that for long.
    private const string LargePortions = "SET LOCAL work_mem = '32MB'; SET LOCAL gin_pending_list_limit = '16MB'; ";

    // What a crash of the database takes from the index it takes from the flag too, so there is no need to wait for the disk.
    private const string ManyAtOnce = "SET LOCAL synchronous_commit = off; " + LargePortions;

    public async IAsyncEnumerable<SearchHit> FindAsync(SimpleCrmDbContext db, SearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        for (var stretch = FirstStretch; ; stretch = Math.Min(stretch * 2, LongestStretch))
        {
            var hits = new List<SearchHit>();
            await using (var command = Command(connection, request, stretch))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                    hits.Add(new SearchHit(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), new SearchPlace(0, reader.GetDateTime(3), reader.GetInt64(0))));
            }
            foreach (var hit in hits)
                yield return hit;
            if (hits.Count < stretch)
                yield break;
            request = request with { After = hits[^1].Place };
        }
    }

    public async Task WriteAsync(SimpleCrmDbContext db, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        // All that takes time is done before a row is locked.
        var rows = new CopiedVectors(entries);
        var held = await MarkAsync(connection, transaction, entries, cancellationToken);
        await using (var removal = new NpgsqlCommand("""DELETE FROM "EmailSearch" WHERE "EmailId" = ANY(@ids)""", connection, transaction))
        {
            removal.Parameters.Add(Ids("ids", [.. held]));
            await removal.ExecuteNonQueryAsync(cancellationToken);
        }
        await rows.InsertAsync(connection, held.Contains, cancellationToken);
    }

    public bool TakesNewEmails => true;

    public async Task AddAsync(SimpleCrmDbContext db, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(LargePortions, cancellationToken);
        await new CopiedVectors(entries).InsertAsync((NpgsqlConnection)db.Database.GetDbConnection(), _ => true, cancellationToken);
    }

    // The email may have gone or changed since it was read, and its mailbox may be on its way out: then nothing is kept of it. Those that are
    // marked stay as they are until the transaction ends.
    private static async Task<HashSet<long>> MarkAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SearchIndexEntry> entries, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE "Emails" e SET "IsUnindexed" = FALSE FROM unnest(@ids, @times) AS u(id, at) WHERE e."Id" = u.id AND e."SortAt" = u.at RETURNING e."Id"
            """;
        // In the same order always, so that two that write the same emails wait for each other and not each for the other.
        var sorted = entries.OrderBy(e => e.EmailId).ToList();
        await using var command = new NpgsqlCommand(entries.Count < Many ? Sql : ManyAtOnce + Sql, connection, transaction);
        command.Parameters.Add(Ids("ids", [.. sorted.Select(e => e.EmailId)]));
        command.Parameters.Add(new NpgsqlParameter("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = sorted.Select(e => e.SortAt).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new HashSet<long>();
        while (await reader.ReadAsync(cancellationToken))
            held.Add(reader.GetInt64(0));
        return held;
    }

    internal static NpgsqlCommand Command(NpgsqlConnection connection, SearchRequest request, int limit)
    {
        var command = connection.CreateCommand();
        // Of each mailbox by itself: only then can an index on mailbox and time give the newest without sorting all that match.
        var sql = new StringBuilder(Planning).Append("""SELECT h.* FROM unnest(@mailboxes) AS m(id) CROSS JOIN LATERAL (SELECT e."Id", e."ThreadId", e."MailboxId", e."SortAt" FROM "Emails" e""");
        if (SearchVector.Query(request) is { } words)
        {
            sql.Append(""" JOIN "EmailSearch" s ON s."EmailId" = e."Id" AND s."Words" @@ @words::tsquery""");
            command.Parameters.Add(new NpgsqlParameter<string>("words", words));
        }
        sql.Append(""" WHERE e."MailboxId" = m.id""");
        command.Parameters.Add(new NpgsqlParameter<long[]>("mailboxes", [.. request.Mailboxes.Select(m => m.MailboxId)]));
        Conditions(sql, command, request);
        sql.Append(""" ORDER BY e."SortAt" DESC, e."Id" DESC LIMIT @limit) h ORDER BY h."SortAt" DESC, h."Id" DESC LIMIT @limit""");
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        command.CommandText = sql.ToString();
        return command;
    }

    private static void Conditions(StringBuilder sql, NpgsqlCommand command, SearchRequest request)
    {
        if (request.IsRead is { } read)
            sql.Append(read ? """ AND e."IsRead" """ : """ AND NOT e."IsRead" """);
        if (request.IsStarred is { } starred)
            sql.Append(starred ? """ AND e."IsStarred" """ : """ AND NOT e."IsStarred" """);
        if (request.HasAttachments is { } files)
            sql.Append(files ? """ AND e."HasAttachments" """ : """ AND NOT e."HasAttachments" """);
        if (request.From is { } first)
            Add(""" AND e."SortAt" >= @first""", new NpgsqlParameter<DateTime>("first", first));
        if (request.Until is { } until)
            Add(""" AND e."SortAt" < @until""", new NpgsqlParameter<DateTime>("until", until));
        if (request.AtLeast is { } low)
            Add(""" AND e."Size" >= @low""", new NpgsqlParameter<long>("low", low));
        if (request.AtMost is { } high)
            Add(""" AND e."Size" <= @high""", new NpgsqlParameter<long>("high", high));
        if (request.Folders is { } folders)
            Add(""" AND EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id" AND p."FolderId" = ANY(@folders) AND NOT p."IsPendingRemoval")""", Ids("folders", folders));
        if (request.NotFolders.Count > 0)
            Add(""" AND NOT EXISTS (SELECT 1 FROM "Placements" p WHERE p."EmailId" = e."Id" AND p."FolderId" = ANY(@notFolders) AND NOT p."IsPendingRemoval")""", Ids("notFolders", request.NotFolders));
        // An aggregate is asked of each email's few rows; of two EXISTS the planner may hash the whole table for the first fifty hits.
        if (request.HiddenFolders.Count > 0)
            Add(""" AND (SELECT count(*) = 0 OR bool_or(p."FolderId" <> ALL(@hidden) AND NOT p."IsPendingRemoval") FROM "Placements" p WHERE p."EmailId" = e."Id")""", Ids("hidden", request.HiddenFolders));
        // An aggregate here for the same reason.
        if (request.Shared is { } shared)
        {
            sql.Append(""" AND (EXISTS (SELECT 1 FROM "ThreadShares" t WHERE t."ThreadId" = e."ThreadId") OR EXISTS (SELECT 1 FROM "ThreadGrants" g WHERE g."UserId" = @person AND g."ThreadId" = e."ThreadId")""");
            Add(""" OR e."MailboxId" = ANY(@open) AND (SELECT bool_or(NOT l."IsUndone") FROM "RecordLinks" l WHERE l."ActivityId" = e."Id"))""", Ids("open", shared.Open));
            command.Parameters.Add(new NpgsqlParameter<long>("person", shared.UserId));
        }
        sql.Append(""" AND (e."OrphanedAt" IS NULL OR e."OutgoingEmailId" IS NOT NULL)""");
        if (request.After is { } after)
        {
            sql.Append(""" AND (e."SortAt", e."Id") < (@afterTime, @afterId)""");
            command.Parameters.Add(new NpgsqlParameter<DateTime>("afterTime", after.SortAt));
            command.Parameters.Add(new NpgsqlParameter<long>("afterId", after.EmailId));
        }

        void Add(string condition, NpgsqlParameter parameter)
        {
            sql.Append(condition);
            command.Parameters.Add(parameter);
        }
    }

    private static NpgsqlParameter<long[]> Ids(string name, IReadOnlyList<long> ids) => new(name, [.. ids]);
}
