using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Sharing",
                table: "Mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "AddressKey",
                table: "Leads",
                type: "TEXT",
                maxLength: 320,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "Leads",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "ContactAddresses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "ContactAddresses",
                type: "TEXT",
                maxLength: 320,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnmatched",
                table: "CompanyDomains",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Activities",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    MailboxId = table.Column<long>(type: "INTEGER", nullable: true),
                    Direction = table.Column<int>(type: "INTEGER", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    DurationMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CompletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ChangesJson = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Activities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkLessons",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkLessons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordLinks",
                columns: table => new
                {
                    ActivityId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                    OccurredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    Direction = table.Column<int>(type: "INTEGER", nullable: true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    MailboxId = table.Column<long>(type: "INTEGER", nullable: true),
                    Rule = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    LinkedById = table.Column<long>(type: "INTEGER", nullable: true),
                    IsUndone = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordLinks", x => new { x.ActivityId, x.Kind, x.RecordId });
                });

            migrationBuilder.CreateTable(
                name: "ThreadLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    MailboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    ThreadId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                filter: "\"IsUnmatched\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContactAddresses_Key",
                table: "ContactAddresses",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_ContactAddresses_Unmatched",
                table: "ContactAddresses",
                column: "ContactId",
                filter: "\"IsUnmatched\"");

            migrationBuilder.CreateIndex(
                name: "IX_CompanyDomains_Unmatched",
                table: "CompanyDomains",
                column: "CompanyId",
                filter: "\"IsUnmatched\"");

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
