using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SimpleCrm.Database.Search;

namespace SimpleCrm.Database.Sqlite;

/// <summary>Writes rows of the full-text index within the context's open transaction.</summary>
internal sealed class SearchIndexWriter : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _mark;
    private readonly SqliteCommand _skip;
    private readonly SqliteCommand _partition;
    private readonly SqliteCommand _newPartition;
    private readonly Dictionary<long, int> _partitions = [];

    public SearchIndexWriter(SimpleCrmDbContext db)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();

        SqliteCommand Command(string text, params ReadOnlySpan<string> parameters)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = text;
            foreach (var name in parameters)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            return command;
        }

        _insert = Command(
            """INSERT INTO "EmailSearch"(rowid, subject, sender, recipients, body, attachments, marks) VALUES ($key, $subject, $sender, $recipients, $body, $attachments, $marks)""",
            "$key", "$subject", "$sender", "$recipients", "$body", "$attachments", "$marks");
        _delete = Command("""DELETE FROM "EmailSearch" WHERE rowid = $key""", "$key");
        _last = Command("""SELECT max("SearchKey") FROM "Emails" WHERE "SearchKey" BETWEEN $first AND $last""", "$first", "$last");
        _mark = Command("""UPDATE "Emails" SET "SearchKey" = $key, "IsUnindexed" = 0 WHERE "Id" = $id AND "SortAt" = $sortAt""", "$key", "$id", "$sortAt");
        _skip = Command("""UPDATE "Emails" SET "IsUnindexed" = 0 WHERE "Id" = $id""", "$id");
        _partition = Command("""SELECT "SearchPartition" FROM "Mailboxes" WHERE "Id" = $id""", "$id");
        _newPartition = Command(
            """UPDATE "Mailboxes" SET "SearchPartition" = (SELECT max("SearchPartition") + 1 FROM "Mailboxes") WHERE "Id" = $id RETURNING "SearchPartition" """, "$id");
    }

    /// <summary>Puts an email's words into the index, in place of those it had.</summary>
    public void Write(SearchIndexEntry entry)
    {
        var partition = PartitionOf(entry.MailboxId);
        if (partition == 0)
        {
            // Its mailbox is being deleted: nothing to find, and nothing to come back to.
            Run(_skip, entry.EmailId);
            return;
        }
        var key = entry.Key is { } known && known >= SearchKey.First(partition, entry.SortAt) && known <= SearchKey.Last(partition, entry.SortAt)
            ? known : NextKey(partition, entry.SortAt);
        if (entry.Key is { } former)
            Run(_delete, former);
        // The email may have gone since it was read; then nothing is kept of it.
        if (Run(_mark, key, entry.EmailId, entry.SortAt) == 0)
            return;
        Run(_insert, key, entry.Subject, entry.Sender, entry.Recipients, entry.Body, entry.Attachments, SearchMarks.Of(entry.HasAttachments, entry.Size));
    }

    private int PartitionOf(long mailboxId)
    {
        if (_partitions.TryGetValue(mailboxId, out var partition))
            return partition;
        partition = Convert.ToInt32(Scalar(_partition, mailboxId) ?? -1);
        if (partition == 0)
            partition = Convert.ToInt32(Scalar(_newPartition, mailboxId));
        return _partitions[mailboxId] = partition is > 0 and <= SearchKey.MaxPartition ? partition : 0;
    }

    // A second that is full (a bulk import) flows over into the next ones.
    private long NextKey(int partition, DateTime sortAt)
    {
        for (; ; sortAt = sortAt.AddSeconds(1))
        {
            var (first, last) = (SearchKey.First(partition, sortAt), SearchKey.Last(partition, sortAt));
            if (Scalar(_last, first, last) is not long taken)
                return first;
            if (taken < last)
                return taken + 1;
        }
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Fill(command, values);
        return command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Fill(command, values);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    private static void Fill(SqliteCommand command, ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_insert, _delete, _last, _mark, _skip, _partition, _newPartition])
            command.Dispose();
    }
}
