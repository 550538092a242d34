using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class InboxFocusLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Focus",
                table: "ThreadPlacements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ThreadPlacements_FolderId_Focus_LastAt_ThreadId",
                table: "ThreadPlacements",
                columns: new[] { "FolderId", "Focus", "LastAt", "ThreadId" },
                filter: "\"Focus\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ThreadPlacements_FolderId_Focus_LastAt_ThreadId",
                table: "ThreadPlacements");

            migrationBuilder.DropColumn(
                name: "Focus",
                table: "ThreadPlacements");
        }
    }
}
