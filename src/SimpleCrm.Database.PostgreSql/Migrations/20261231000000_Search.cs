using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.PostgreSql;

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
            CREATE TABLE "EmailSearch" (
                "EmailId" bigint PRIMARY KEY REFERENCES "Emails" ("Id") ON DELETE CASCADE,
                "Words" tsvector NOT NULL);
            CREATE INDEX "IX_EmailSearch_Words" ON "EmailSearch" USING gin ("Words");
            """);

        // Once for each statement, however many rows it has.
        migrationBuilder.Sql("""
            CREATE FUNCTION "ThreadPlacements_Count"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    UPDATE "Folders" f SET "ThreadCount" = "ThreadCount" + c.threads, "UnreadThreadCount" = "UnreadThreadCount" + c.unread
                    FROM (SELECT "FolderId", count(*) AS threads, count(*) FILTER (WHERE "UnreadCount" > 0) AS unread FROM added GROUP BY "FolderId") c
                    WHERE f."Id" = c."FolderId";
                ELSIF TG_OP = 'DELETE' THEN
                    UPDATE "Folders" f SET "ThreadCount" = "ThreadCount" - c.threads, "UnreadThreadCount" = "UnreadThreadCount" - c.unread
                    FROM (SELECT "FolderId", count(*) AS threads, count(*) FILTER (WHERE "UnreadCount" > 0) AS unread FROM removed GROUP BY "FolderId") c
                    WHERE f."Id" = c."FolderId";
                ELSE
                    UPDATE "Folders" f SET "UnreadThreadCount" = "UnreadThreadCount" + c.unread
                    FROM (SELECT "FolderId", sum(unread) AS unread FROM (
                              SELECT "FolderId", 1 AS unread FROM added WHERE "UnreadCount" > 0
                              UNION ALL SELECT "FolderId", -1 FROM removed WHERE "UnreadCount" > 0) u GROUP BY "FolderId") c
                    WHERE f."Id" = c."FolderId" AND c.unread <> 0;
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER "ThreadPlacements_Added" AFTER INSERT ON "ThreadPlacements" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "ThreadPlacements_Count"();
            CREATE TRIGGER "ThreadPlacements_Removed" AFTER DELETE ON "ThreadPlacements" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "ThreadPlacements_Count"();
            CREATE TRIGGER "ThreadPlacements_Read" AFTER UPDATE ON "ThreadPlacements" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "ThreadPlacements_Count"();
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP TRIGGER "ThreadPlacements_Read" ON "ThreadPlacements"; DROP TRIGGER "ThreadPlacements_Removed" ON "ThreadPlacements";
        DROP TRIGGER "ThreadPlacements_Added" ON "ThreadPlacements"; DROP FUNCTION "ThreadPlacements_Count"(); DROP TABLE "EmailSearch";
        """);
}
