using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SimpleCrm.Database;

namespace SimpleCrm.Migrations.PostgreSql;

/// <summary>
/// How long values are kept. The words of the index are compressed by LZ4, which costs a fraction of the usual way; a server before version 14, or
/// built without it, keeps that. Encrypted texts cannot be compressed, and need not be tried. Rows that are there stay as they are.
/// </summary>
[DbContext(typeof(SimpleCrmDbContext))]
[Migration("20270201000000_Storage")]
public sealed class Storage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "EmailBodies" ALTER "TextCipher" SET STORAGE EXTERNAL, ALTER "HtmlCipher" SET STORAGE EXTERNAL;
        DO $$
        BEGIN
            EXECUTE 'ALTER TABLE "EmailSearch" ALTER "Words" SET COMPRESSION lz4';
        EXCEPTION WHEN syntax_error OR feature_not_supported OR invalid_parameter_value THEN
            NULL;
        END $$;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE "EmailBodies" ALTER "TextCipher" SET STORAGE EXTENDED, ALTER "HtmlCipher" SET STORAGE EXTENDED;
        DO $$
        BEGIN
            EXECUTE 'ALTER TABLE "EmailSearch" ALTER "Words" SET COMPRESSION default';
        EXCEPTION WHEN syntax_error THEN
            NULL;
        END $$;
        """);
}
