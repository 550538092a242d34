using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Links : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SharedWith",
                table: "Mailboxes",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Sharing",
                table: "Mailboxes",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "AddressKey",
                table: "Leads",
                type: "nvarchar(320)",
                maxLength: 320,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "Leads",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "ContactAddresses",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "ContactAddresses",
                type: "nvarchar(320)",
                maxLength: 320,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "CompanyDomains",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Activities",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<int>(type: "int", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    MailboxId = table.Column<long>(type: "bigint", nullable: true),
                    Direction = table.Column<int>(type: "int", nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    DurationMinutes = table.Column<int>(type: "int", nullable: true),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CompletedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ChangesJson = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Activities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkLessons",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    AddressKey = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    RecordId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkLessons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordLinks",
                columns: table => new
                {
                    ActivityId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    RecordId = table.Column<long>(type: "bigint", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Type = table.Column<int>(type: "int", nullable: false),
                    Direction = table.Column<int>(type: "int", nullable: true),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    MailboxId = table.Column<long>(type: "bigint", nullable: true),
                    Rule = table.Column<int>(type: "int", nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkedById = table.Column<long>(type: "bigint", nullable: true),
                    IsUndone = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordLinks", x => new { x.ActivityId, x.Kind, x.RecordId });
                });

            migrationBuilder.CreateTable(
                name: "ThreadLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    MailboxId = table.Column<long>(type: "bigint", nullable: false),
                    ThreadId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    RecordId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ThreadLinks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Leads_AddressKey",
                table: "Leads",
                column: "AddressKey");

            migrationBuilder.CreateIndex(
                name: "IX_Leads_Unmatched",
                table: "Leads",
                column: "Id",
                filter: "[IsUnmatched] = 1");

            migrationBuilder.CreateIndex(
                name: "IX_ContactAddresses_Key",
                table: "ContactAddresses",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_ContactAddresses_Unmatched",
                table: "ContactAddresses",
                column: "ContactId",
                filter: "[IsUnmatched] = 1");

            migrationBuilder.CreateIndex(
                name: "IX_CompanyDomains_Unmatched",
                table: "CompanyDomains",
                column: "CompanyId",
                filter: "[IsUnmatched] = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Activities_UserId_OccurredAt_Id",
                table: "Activities",
                columns: new[] { "UserId", "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LinkLessons_AddressKey",
                table: "LinkLessons",
                column: "AddressKey");

            migrationBuilder.CreateIndex(
                name: "IX_RecordLinks_Kind_RecordId_OccurredAt_ActivityId",
                table: "RecordLinks",
                columns: new[] { "Kind", "RecordId", "OccurredAt", "ActivityId" });

            migrationBuilder.CreateIndex(
                name: "IX_ThreadLinks_ThreadId",
                table: "ThreadLinks",
                column: "ThreadId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Activities");

            migrationBuilder.DropTable(
                name: "LinkLessons");

            migrationBuilder.DropTable(
                name: "RecordLinks");

            migrationBuilder.DropTable(
                name: "ThreadLinks");

            migrationBuilder.DropIndex(
                name: "IX_Leads_AddressKey",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_Leads_Unmatched",
                table: "Leads");

            migrationBuilder.DropIndex(
                name: "IX_ContactAddresses_Key",
                table: "ContactAddresses");

            migrationBuilder.DropIndex(
                name: "IX_ContactAddresses_Unmatched",
                table: "ContactAddresses");

            migrationBuilder.DropIndex(
                name: "IX_CompanyDomains_Unmatched",
                table: "CompanyDomains");

            migrationBuilder.DropColumn(
                name: "SharedWith",
                table: "Mailboxes");

            migrationBuilder.DropColumn(
                name: "Sharing",
                table: "Mailboxes");

            migrationBuilder.DropColumn(
                name: "AddressKey",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "IsUnmatched",
                table: "Leads");

            migrationBuilder.DropColumn(
                name: "IsUnmatched",
                table: "ContactAddresses");

            migrationBuilder.DropColumn(
                name: "Key",
                table: "ContactAddresses");

            migrationBuilder.DropColumn(
                name: "IsUnmatched",
                table: "CompanyDomains");
        }
    }
}
