using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Composing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "RemindAt",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindSince",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReminderDueAt",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ResurfacedAt",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SnoozedAt",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SnoozedUntil",
                table: "Threads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CancelIfAnswered",
                table: "OutgoingEmails",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "DraftId",
                table: "OutgoingEmails",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RecipientCount",
                table: "OutgoingEmails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindAt",
                table: "OutgoingEmails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ScheduledFor",
                table: "OutgoingEmails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ScheduledZone",
                table: "OutgoingEmails",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Report",
                table: "Emails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UndoSeconds",
                table: "AspNetUsers",
                type: "integer",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    MailboxId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ContentCipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    UploadIds = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    MessageId = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    OutgoingId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FileAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RemoteId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    RemoteMailboxId = table.Column<long>(type: "bigint", nullable: true),
                    FilingRevision = table.Column<int>(type: "integer", nullable: false),
                    FiledRevision = table.Column<int>(type: "integer", nullable: false),
                    FilingFailures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Signatures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    MailboxId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    HtmlCipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    IsDefaultForNew = table.Column<bool>(type: "boolean", nullable: false),
                    IsDefaultForReply = table.Column<bool>(type: "boolean", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Signatures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SuppressedAddresses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Address = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressedAddresses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Threads_MailboxId_RemindAt",
                table: "Threads",
                columns: new[] { "MailboxId", "RemindAt" },
                filter: "\"RemindAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Threads_MailboxId_SnoozedUntil",
                table: "Threads",
                columns: new[] { "MailboxId", "SnoozedUntil" },
                filter: "\"SnoozedUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingEmails_MailboxId_SubmittedAt",
                table: "OutgoingEmails",
                columns: new[] { "MailboxId", "SubmittedAt" },
                filter: "\"SubmittedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutgoingEmails_UserId_State_Id",
                table: "OutgoingEmails",
                columns: new[] { "UserId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Emails_WaitingReports",
                table: "Emails",
                column: "Report",
                filter: "\"Report\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_FileAt",
                table: "Drafts",
                column: "FileAt");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_MailboxId_MessageId",
                table: "Drafts",
                columns: new[] { "MailboxId", "MessageId" });

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_OutgoingId",
                table: "Drafts",
                column: "OutgoingId",
                filter: "\"OutgoingId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_UserId_Key",
                table: "Drafts",
                columns: new[] { "UserId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_UserId_State_SavedAt",
                table: "Drafts",
                columns: new[] { "UserId", "State", "SavedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Signatures_MailboxId",
                table: "Signatures",
                column: "MailboxId");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressedAddresses_Address",
                table: "SuppressedAddresses",
                column: "Address",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "Signatures");

            migrationBuilder.DropTable(
                name: "SuppressedAddresses");

            migrationBuilder.DropIndex(
                name: "IX_Threads_MailboxId_RemindAt",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_Threads_MailboxId_SnoozedUntil",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_OutgoingEmails_MailboxId_SubmittedAt",
                table: "OutgoingEmails");

            migrationBuilder.DropIndex(
                name: "IX_OutgoingEmails_UserId_State_Id",
                table: "OutgoingEmails");

            migrationBuilder.DropIndex(
                name: "IX_Emails_WaitingReports",
                table: "Emails");

            migrationBuilder.DropColumn(
                name: "RemindAt",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "RemindSince",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "ReminderDueAt",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "ResurfacedAt",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "SnoozedAt",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "SnoozedUntil",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "CancelIfAnswered",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "DraftId",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "RecipientCount",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "RemindAt",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "ScheduledFor",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "ScheduledZone",
                table: "OutgoingEmails");

            migrationBuilder.DropColumn(
                name: "Report",
                table: "Emails");

            migrationBuilder.DropColumn(
                name: "UndoSeconds",
                table: "AspNetUsers");
        }
    }
}
