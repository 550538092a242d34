using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.Sqlite;

/// <summary>Reads hits newest first, across mailboxes, no further than the caller takes them.</summary>
internal static class SearchIndexReader
{
    // Above this many hits of the words, a rare flag or a small folder leads instead.
    private const int ManyWords = 3000;
    private const int FewEmails = 2000;

    public static async IAsyncEnumerable<SearchHit> FindAsync(
        SimpleCrmDbContext db, SearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var match = SearchMatch.Of(request);
        var byIndex = match is not null && (request.After is { } after ? after.Key > 0 : WordsLead(connection, request, match));
        var fewInFolders = !byIndex && request.Folders is { } folders
            && await db.Placements.Where(p => folders.Contains(p.FolderId)).OrderBy(p => p.FolderId).Take(FewEmails).CountAsync(cancellationToken) < FewEmails;

        var cursors = new PriorityQueue<Cursor, (long, long)>();
        try
        {
            foreach (var (mailboxId, partition) in request.Mailboxes)
            {
                if (byIndex && partition == 0)
                    continue;
                var cursor = new Cursor(mailboxId, byIndex,
                    byIndex ? SearchSql.FromIndex(connection, request, mailboxId, partition)
                    : fewInFolders ? SearchSql.FromFolders(connection, request, mailboxId)
                    : SearchSql.FromEmails(connection, request, mailboxId));
                if (cursor.Next())
                    cursors.Enqueue(cursor, cursor.Rank);
                else
                    cursor.Dispose();
            }
            while (cursors.TryDequeue(out var cursor, out _))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var hit = cursor.Hit;
                if (cursor.Next())
                    cursors.Enqueue(cursor, cursor.Rank);
                else
                    cursor.Dispose();
                yield return hit;
            }
        }
        finally
        {
            while (cursors.TryDequeue(out var cursor, out _))
                cursor.Dispose();
        }
    }

    private static bool WordsLead(SqliteConnection connection, SearchRequest request, string match)
    {
        if (request is { IsRead: not false, IsStarred: not true, Folders: null })
            return true;
        var words = 0L;
        foreach (var (_, partition) in request.Mailboxes)
            words += Count(SearchSql.CountWords(connection, match, partition, ManyWords));
        if (words < ManyWords)
            return true;
        if (request is { IsRead: not false, IsStarred: not true })
        {
            using var count = connection.CreateCommand();
            count.CommandText = $"""SELECT count(*) FROM (SELECT 1 FROM "Placements" WHERE "FolderId" IN ({string.Join(',', request.Folders!)}) LIMIT {FewEmails})""";
            return (long)count.ExecuteScalar()! >= FewEmails;
        }
        var flagged = 0L;
        foreach (var (mailboxId, _) in request.Mailboxes)
            flagged += Count(SearchSql.CountFlagged(connection, request, mailboxId, FewEmails));
        return flagged >= FewEmails;
    }

    private static long Count(SqliteCommand command)
    {
        using (command)
            return (long)command.ExecuteScalar()!;
    }

    private sealed class Cursor(long mailboxId, bool byIndex, SqliteCommand command) : IDisposable
    {
        private readonly SqliteDataReader _reader = command.ExecuteReader();

        public SearchHit Hit { get; private set; }

        /// <summary>The newest first; between mailboxes too.</summary>
        public (long, long) Rank => byIndex
            ? (-SearchKey.Time(Hit.Place.Key), -SearchKey.Partition(Hit.Place.Key))
            : (-Hit.Place.SortAt.Ticks, -Hit.EmailId);

        public bool Next()
        {
            if (!_reader.Read())
                return false;
            var time = DateTime.SpecifyKind(_reader.GetDateTime(2), DateTimeKind.Utc);
            Hit = new SearchHit(_reader.GetInt64(0), _reader.GetInt64(1), mailboxId, new SearchPlace(byIndex ? _reader.GetInt64(3) : 0, time, _reader.GetInt64(0)));
            return true;
        }

        public void Dispose()
        {
            _reader.Dispose();
            command.Dispose();
        }
    }
}
