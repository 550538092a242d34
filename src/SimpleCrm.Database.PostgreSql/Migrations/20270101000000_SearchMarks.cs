using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.PostgreSql;

/// <summary>Has every email indexed again, newest first, now that the index holds the words of each column with a mark.</summary>
[DbContext(typeof(SimpleCrmDbContext))]
[Migration("20270101000000_SearchMarks")]
public sealed class SearchMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""UPDATE "Emails" SET "IsUnindexed" = TRUE;""");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""UPDATE "Emails" SET "IsUnindexed" = TRUE;""");
}
