using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SimpleCrm.Database.Search;
using SimpleCrm.Mail;

namespace SimpleCrm.Database.SqlServer;

/// <summary>
/// The words of each email as text with single spaces around them. A full-text index over it finds candidates where the component is installed;
/// what counts is always the comparison with the text itself, so that the answer is the same without it, only slower.
/// </summary>
internal sealed class SqlServerSearchIndex : ISearchIndex
{
    private const int FirstStretch = 250;
    private const int LongestStretch = 4000;
    private readonly Dictionary<string, bool> _fullText = [];

    public async IAsyncEnumerable<SearchHit> FindAsync(SimpleCrmDbContext db, SearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqlConnection)db.Database.GetDbConnection();
        var hasFullText = request.HasWords && await HasFullTextAsync(connection, cancellationToken);
        for (var stretch = FirstStretch; ; stretch = Math.Min(stretch * 2, LongestStretch))
        {
            var hits = new List<SearchHit>();
            await using (var command = SearchStatement.Find(connection, request, hasFullText, stretch))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    var time = DateTime.SpecifyKind(reader.GetDateTime(3), DateTimeKind.Utc);
                    hits.Add(new SearchHit(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), new SearchPlace(0, time, reader.GetInt64(0))));
                }
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
        await using var command = SearchStatement.Write((SqlConnection)db.Database.GetDbConnection());
        command.Transaction = (SqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var entry in entries)
        {
            command.Parameters["@id"].Value = entry.EmailId;
            command.Parameters["@at"].Value = entry.SortAt;
            command.Parameters["@subject"].Value = Words(entry.Subject);
            command.Parameters["@sender"].Value = Words(entry.Sender);
            command.Parameters["@recipients"].Value = Words(entry.Recipients);
            command.Parameters["@attachments"].Value = Words(entry.Attachments);
            command.Parameters["@body"].Value = Words(entry.Body);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Words(string text) => SearchText.Tokens(text) is { Count: > 0 } tokens ? $" {string.Join(' ', tokens)} " : "";

    private async Task<bool> HasFullTextAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        lock (_fullText)
        {
            if (_fullText.TryGetValue(connection.ConnectionString, out var known))
                return known;
        }
        await using var command = SearchStatement.FullTextPresent(connection);
        var present = await command.ExecuteScalarAsync(cancellationToken) is 1;
        lock (_fullText)
            return _fullText[connection.ConnectionString] = present;
    }
}
