using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.Sqlite;

/// <summary>
/// What Entity Framework's model cannot say: the full-text index, and the counts that the database keeps by itself. The timestamp keeps it
/// behind the generated migration.
/// </summary>
[DbContext(typeof(SimpleCrmDbContext))]
[Migration("20261231000000_Search")]
public sealed class Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The row id is Emails.SearchKey. No content is kept beside the index: the texts themselves are encrypted elsewhere.
        migrationBuilder.Sql("""
            CREATE VIRTUAL TABLE "EmailSearch" USING fts5(
                subject, sender, recipients, body, attachments, marks,
                content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
            """);
        migrationBuilder.Sql("""INSERT INTO "EmailSearch"("EmailSearch", rank) VALUES ('automerge', 8);""");
        migrationBuilder.Sql("""INSERT INTO "EmailSearch"("EmailSearch", rank) VALUES ('crisismerge', 32);""");

        // Whoever deletes an email, its words leave the index in the same transaction.
        migrationBuilder.Sql("""
            CREATE TRIGGER "Emails_LeaveSearch" AFTER DELETE ON "Emails" WHEN OLD."SearchKey" IS NOT NULL
            BEGIN
                DELETE FROM "EmailSearch" WHERE rowid = OLD."SearchKey";
            END;
            """);

        migrationBuilder.Sql("""
            CREATE TRIGGER "ThreadPlacements_Added" AFTER INSERT ON "ThreadPlacements"
            BEGIN
                UPDATE "Folders" SET "ThreadCount" = "ThreadCount" + 1, "UnreadThreadCount" = "UnreadThreadCount" + (NEW."UnreadCount" > 0)
                WHERE "Id" = NEW."FolderId";
            END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER "ThreadPlacements_Removed" AFTER DELETE ON "ThreadPlacements"
            BEGIN
                UPDATE "Folders" SET "ThreadCount" = "ThreadCount" - 1, "UnreadThreadCount" = "UnreadThreadCount" - (OLD."UnreadCount" > 0)
                WHERE "Id" = OLD."FolderId";
            END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER "ThreadPlacements_Read" AFTER UPDATE OF "UnreadCount" ON "ThreadPlacements"
            WHEN (OLD."UnreadCount" > 0) <> (NEW."UnreadCount" > 0)
            BEGIN
                UPDATE "Folders" SET "UnreadThreadCount" = "UnreadThreadCount" + (NEW."UnreadCount" > 0) - (OLD."UnreadCount" > 0)
                WHERE "Id" = NEW."FolderId";
            END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            DROP TRIGGER "ThreadPlacements_Read"; DROP TRIGGER "ThreadPlacements_Removed"; DROP TRIGGER "ThreadPlacements_Added";
            DROP TRIGGER "Emails_LeaveSearch"; DROP TABLE "EmailSearch";
            """);
    }
}
