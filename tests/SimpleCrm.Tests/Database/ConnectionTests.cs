using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using SimpleCrm.Database;
using SimpleCrm.Database.PostgreSql;
using SimpleCrm.Database.SqlServer;
using Xunit;

namespace SimpleCrm.Tests.Database;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("Host=db;Database=crm", 70, "SimpleCrm")]
    [InlineData("Host=db;Database=crm;Maximum Pool Size=9;Application Name=Mine", 9, "Mine")]
    public void PostgreSQL_is_connected_with_the_pool_that_is_set_unless_the_connection_string_says_otherwise(string given, int connections, string name)
    {
        var used = new NpgsqlConnectionStringBuilder(Used(PostgreSqlEngine.Instance, given));
        Assert.Equal((connections, name), (used.MaxPoolSize, used.ApplicationName));
    }

    [Theory]
    [InlineData("Server=db;Database=crm", 70, "SimpleCrm")]
    [InlineData("Server=db;Database=crm;Max Pool Size=9;Application Name=Mine", 9, "Mine")]
    public void SQL_Server_is_connected_with_the_pool_that_is_set_unless_the_connection_string_says_otherwise(string given, int connections, string name)
    {
        var used = new SqlConnectionStringBuilder(Used(SqlServerEngine.Instance, given));
        Assert.Equal((connections, name), (used.MaxPoolSize, used.ApplicationName));
    }

    private static string? Used(IDatabaseEngine engine, string given)
    {
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>();
        engine.Use(options, given, new DatabaseOptions { PoolSize = 70 });
        return RelationalOptionsExtension.Extract(options.Options).ConnectionString;
    }
}
