using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Database;
using Xunit;

namespace SimpleCrm.Tests.Database;

public sealed class ModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Model_is_the_migrations_whoever_makes_the_context(bool hasServices)
    {
        // A model of its own, which no other test has cached.
        var options = new DbContextOptionsBuilder<SimpleCrmDbContext>().UseSimpleCrmDatabase(new SimpleCrmOptions(), "Data Source=:memory:").EnableServiceProviderCaching(false);
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        if (hasServices)
            options.UseApplicationServiceProvider(services);
        using var db = new SimpleCrmDbContext(((DbContextOptionsBuilder<SimpleCrmDbContext>)options).Options);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Contains(db.Model.GetEntityTypes(), e => e.ClrType.Name.StartsWith("IdentityUserPasskey", StringComparison.Ordinal));
    }
}
