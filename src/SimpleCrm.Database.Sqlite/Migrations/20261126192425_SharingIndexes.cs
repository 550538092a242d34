using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SimpleCrm.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SharingIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Not by copying the whole table, which is not done in a transaction.
            migrationBuilder.Sql("ALTER TABLE \"ProviderSettings\" DROP COLUMN \"Sharing\";");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_ThreadId",
                table: "Notifications",
                column: "ThreadId");

            migrationBuilder.CreateIndex(
                name: "IX_AccessRequests_ThreadId",
                table: "AccessRequests",
                column: "ThreadId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Notifications_ThreadId",
                table: "Notifications");

            migrationBuilder.DropIndex(
                name: "IX_AccessRequests_ThreadId",
                table: "AccessRequests");

            migrationBuilder.AddColumn<int>(
                name: "Sharing",
                table: "ProviderSettings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }
    }
}
