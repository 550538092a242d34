using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.SqlServer;

/// <summary>
/// What Entity Framework's model cannot say: the full-text index, and the counts that the database keeps by itself. The timestamp keeps it
/// behind the generated migrations.
/// </summary>
[DbContext(typeof(SimpleCrmDbContext))]
[Migration("20261231000000_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Whoever deletes an email, its words leave the index in the same transaction.
        migrationBuilder.Sql("""
            CREATE TABLE [EmailSearch] (
                [EmailId] bigint NOT NULL CONSTRAINT [PK_EmailSearch] PRIMARY KEY CONSTRAINT [FK_EmailSearch_Emails_EmailId] REFERENCES [Emails] ([Id]) ON DELETE CASCADE,
                [Subject] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
                [Sender] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
                [Recipients] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
                [Attachments] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
                [Body] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL);
            """);

        // Once for each statement, however many rows it has. By EXEC, because it must be the first statement of its batch.
        migrationBuilder.Sql("""
            EXEC(N'CREATE TRIGGER [ThreadPlacements_Counts] ON [ThreadPlacements] AFTER INSERT, UPDATE, DELETE AS
            BEGIN
                SET NOCOUNT ON;
                UPDATE f SET [ThreadCount] = f.[ThreadCount] + c.[Threads], [UnreadThreadCount] = f.[UnreadThreadCount] + c.[Unread]
                FROM [Folders] f INNER JOIN (
                    SELECT u.[FolderId], SUM(u.[Threads]) AS [Threads], SUM(u.[Unread]) AS [Unread] FROM (
                        SELECT [FolderId], 1 AS [Threads], CASE WHEN [UnreadCount] > 0 THEN 1 ELSE 0 END AS [Unread] FROM inserted
                        UNION ALL SELECT [FolderId], -1, CASE WHEN [UnreadCount] > 0 THEN -1 ELSE 0 END FROM deleted) u
                    GROUP BY u.[FolderId]) c ON c.[FolderId] = f.[Id]
                WHERE c.[Threads] <> 0 OR c.[Unread] <> 0;
            END');
            """);

        // Neither can be made within a transaction. Without the component, or the right to use it, the search does without. The words are in lower
        // case and without accents already, and every word counts, hence no language and no stop list.
        migrationBuilder.Sql("""
            IF FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1 AND NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs WHERE name = N'SimpleCrm')
                EXEC(N'CREATE FULLTEXT CATALOG [SimpleCrm]');
            """, suppressTransaction: true);
        migrationBuilder.Sql("""
            IF FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1 AND NOT EXISTS (SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(N'[EmailSearch]'))
                EXEC(N'CREATE FULLTEXT INDEX ON [EmailSearch] ([Subject] LANGUAGE 0, [Sender] LANGUAGE 0, [Recipients] LANGUAGE 0, [Attachments] LANGUAGE 0, [Body] LANGUAGE 0)
                    KEY INDEX [PK_EmailSearch] ON [SimpleCrm] WITH (CHANGE_TRACKING = AUTO, STOPLIST = OFF)');
            """, suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("IF OBJECTPROPERTYEX(OBJECT_ID(N'[EmailSearch]'), 'TableHasActiveFulltextIndex') = 1 EXEC(N'DROP FULLTEXT INDEX ON [EmailSearch]');", suppressTransaction: true);
        migrationBuilder.Sql("DROP TRIGGER [ThreadPlacements_Counts]; DROP TABLE [EmailSearch];");
    }
}
