using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Meetings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EmailMeetings",
                columns: table => new
                {
                    EmailId = table.Column<long>(type: "INTEGER", nullable: false),
                    MailboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Method = table.Column<int>(type: "INTEGER", nullable: false),
                    Uid = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    UidHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    RecurrenceId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    StampedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Location = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsAllDay = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsRepeating = table.Column<bool>(type: "INTEGER", nullable: false),
                    OrganizerAddress = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    OrganizerName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AttendeesJson = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<int>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmailMeetings", x => x.EmailId);
                    table.ForeignKey(
                        name: "FK_EmailMeetings_Emails_EmailId",
                        column: x => x.EmailId,
                        principalTable: "Emails",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EmailMeetings_MailboxId_UidHash",
                table: "EmailMeetings",
                columns: new[] { "MailboxId", "UidHash" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EmailMeetings");
        }
    }
}
