using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.PostgreSql;
using Xunit;

namespace SimpleCrm.Tests.Moving;

/// <summary>A SQLite database moves to PostgreSQL.</summary>
public sealed class DatabaseCopyTests : IAsyncLifetime
{
    private const int Emails = 1300;
    private readonly TemporaryFolder _folder = new("move");
    private readonly StringWriter _progress = new();
    private TestDatabase _target = null!;
    private string SourceFile => _folder.Combine("simplecrm.db");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestDatabase.IsSqlite && PostgreSqlServer.IsInstalled, "Once is enough, and PostgreSQL must be installed.");
        TestDatabase.Create(_folder.Path).Dispose();
        _target = TestDatabase.OnPostgreSql();
        await SeedAsync();
    }

    public ValueTask DisposeAsync()
    {
        _target?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Everything_arrives_as_it_was_and_ciphertexts_to_the_byte()
    {
        await CopyAsync();

        await using var source = Source();
        await using var target = Target();
        Assert.Equal(
            await source.EmailBodies.OrderBy(b => b.EmailId).Select(b => new { b.EmailId, b.TextCipher, b.HtmlCipher }).ToListAsync(Stop),
            await target.EmailBodies.OrderBy(b => b.EmailId).Select(b => new { b.EmailId, b.TextCipher, b.HtmlCipher }).ToListAsync(Stop),
            (a, b) => a.EmailId == b.EmailId && a.TextCipher.AsSpan().SequenceEqual(b.TextCipher) && a.HtmlCipher.AsSpan().SequenceEqual(b.HtmlCipher));
        Assert.Equal((await source.Mailboxes.SingleAsync(Stop)).CredentialsCipher, (await target.Mailboxes.SingleAsync(Stop)).CredentialsCipher);
        Assert.Equal((await source.Mailboxes.SingleAsync(Stop)).Imap.Host, (await target.Mailboxes.SingleAsync(Stop)).Imap.Host);
        var (here, there) = (await source.Folders.SingleAsync(Stop), await target.Folders.SingleAsync(Stop));
        Assert.Equal((Emails, here.UnreadThreadCount), (there.ThreadCount, there.UnreadThreadCount));
        Assert.Equal(Emails, await target.Emails.CountAsync(e => e.IsUnindexed && e.SearchKey == null, Stop));
        Assert.Contains($"Emails: {Emails} rows", _progress.ToString());
    }

    [Fact]
    public async Task A_copy_that_was_interrupted_goes_on_where_it_was()
    {
        var breaker = new BreakAfter(5);
        await Assert.ThrowsAsync<BreakAfter.BrokenException>(() => CopyAsync(breaker));
        await using (var half = Target())
            Assert.InRange(await half.Placements.CountAsync(Stop) + await half.Emails.CountAsync(Stop) + await half.EmailBodies.CountAsync(Stop), 1, 3 * Emails - 1);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => DatabaseCopy.RequireFinishedAsync(new Factory(_target.ConnectionString), Stop));

        await CopyAsync();

        Assert.Contains("of them there already", _progress.ToString());
        await DatabaseCopy.RequireFinishedAsync(new Factory(_target.ConnectionString), Stop);
        await using var target = Target();
        Assert.Equal(Emails, await target.Emails.CountAsync(Stop));
    }

    [Fact]
    public async Task A_row_that_differs_is_found()
    {
        await Assert.ThrowsAsync<BreakAfter.BrokenException>(() => CopyAsync(new BreakAfter(int.MaxValue, beforeDrop: true)));
        await using (var target = Target())
            await target.EmailBodies.OrderBy(b => b.EmailId).Take(1).ExecuteUpdateAsync(s => s.SetProperty(b => b.TextCipher, [1, 2, 3]), Stop);

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => CopyAsync());

        Assert.Contains("EmailBodies is not equal", refusal.Message);
    }

    [Fact]
    public async Task A_database_that_is_in_use_is_not_touched()
    {
        await using (var target = Target())
        {
            target.Teams.Add(new Team { Name = "Here first" });
            await target.SaveChangesAsync(Stop);
        }

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => CopyAsync());

        Assert.Contains("not empty", refusal.Message);
        await using var after = Target();
        Assert.Equal(0, await after.Users.CountAsync(Stop));
    }

    [Fact]
    public async Task Nothing_is_copied_while_the_product_writes()
    {
        await using var connection = new SqliteConnection($"Data Source={SourceFile};Default Timeout=1;Pooling=False");
        await connection.OpenAsync(Stop);
        await using var writing = connection.BeginTransaction();

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => CopyAsync());

        Assert.Contains("must not run", refusal.Message);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SimpleCrmDbContext Source() => new(TestDatabase.OptionsFor($"Data Source={SourceFile};Pooling=False", "Sqlite"));

    private SimpleCrmDbContext Target() => new(TestDatabase.OptionsFor(_target.ConnectionString, "PostgreSql"));

    private Task CopyAsync(BreakAfter? breaker = null) =>
        new DatabaseCopy(new Factory(_target.ConnectionString, breaker), new SimpleCrmOptions { DataDirectory = _folder.Path }, _progress).RunAsync(null, Stop);

    private async Task SeedAsync()
    {
        await using var db = Source();
        var user = new User { UserName = "ann", DisplayName = "Ann Ähnlich", CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
        var mailbox = new Mailbox { OwnerId = user.Id, Address = "ann@acme.test", CredentialsCipher = [1, 2, 250], SearchPartition = 1, Imap = new ServerSettings { Host = "imap.acme.test", Port = 993 } };
        var folder = new MailFolder { MailboxId = mailbox.Id, RemoteId = "INBOX", Name = "Inbox" };
        db.AddRange(user, mailbox, folder, new IdentityUserClaim<long> { UserId = user.Id, ClaimType = "a", ClaimValue = "b" },
            new IdentityUserToken<long> { UserId = user.Id, LoginProvider = "p", Name = "n", Value = "v" },
            new IdentityUserPasskey<long> { UserId = user.Id, CredentialId = [7, 7], Data = new IdentityPasskeyData { Name = "key", PublicKey = [1], CreatedAt = TimeProvider.System.GetUtcNow(), AttestationObject = [2], ClientDataJson = [3] } });
        await db.SaveChangesAsync(Stop);
        var random = new Random(5);
        for (var i = 0; i < Emails; i++)
        {
            var thread = new EmailThread { MailboxId = mailbox.Id, Subject = $"Thread {i} \u4f1a" };
            var email = new Email { MailboxId = mailbox.Id, ThreadId = thread.Id, Subject = $"Subject {i}", SortAt = DateTime.UnixEpoch.AddTicks(random.NextInt64(1L << 50)), IdentityHash = new byte[32], SearchKey = i + 1, IsUnindexed = false };
            var cipher = new byte[random.Next(300)];
            random.NextBytes(cipher);
            var hash = new byte[16];
            random.NextBytes(hash);
            db.AddRange(thread, email, new EmailBody { EmailId = email.Id, TextCipher = cipher, HtmlCipher = [] }, new Placement { MailboxId = mailbox.Id, FolderId = folder.Id, EmailId = email.Id, RemoteId = $"1:{i}" },
                new ThreadPlacement { FolderId = folder.Id, ThreadId = thread.Id, MailboxId = mailbox.Id, EmailCount = 1, UnreadCount = i % 2 }, new ThreadReference { MailboxId = mailbox.Id, MessageIdHash = hash, ThreadId = thread.Id });
        }
        await db.SaveChangesAsync(Stop);
    }

    private sealed class Factory(string connectionString, BreakAfter? breaker = null) : IDbContextFactory<SimpleCrmDbContext>
    {
        public SimpleCrmDbContext CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<SimpleCrmDbContext>(TestDatabase.OptionsFor(connectionString, "PostgreSql"));
            return new SimpleCrmDbContext((breaker is null ? options : options.AddInterceptors(breaker, breaker.Commands)).Options);
        }
    }

    /// <summary>Ends the copy at a commit, or before its last step.</summary>
    private sealed class BreakAfter(int commits, bool beforeDrop = false) : DbTransactionInterceptor
    {
        private int _left = commits;

        public DbCommandInterceptor Commands { get; } = new Watch(beforeDrop);

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            System.Data.Common.DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            _left-- <= 0 ? throw new BrokenException() : ValueTask.FromResult(result);

        private sealed class Watch(bool beforeDrop) : DbCommandInterceptor
        {
            public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
                System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
                beforeDrop && command.CommandText.StartsWith("DROP TABLE", StringComparison.Ordinal) ? throw new BrokenException() : ValueTask.FromResult(result);
        }

        public sealed class BrokenException() : Exception("The copy was broken off.");
    }
}
