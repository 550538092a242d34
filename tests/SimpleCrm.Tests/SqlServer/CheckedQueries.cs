using SimpleCrm.Tests.SqlServer;
using Xunit;

[assembly: AssemblyFixture(typeof(CheckedQueries))]

namespace SimpleCrm.Tests.SqlServer;

/// <summary>Ends the run with the check of all queries that the tests have run.</summary>
public sealed class CheckedQueries : IDisposable
{
    public void Dispose()
    {
        var faults = SqlServerQueries.Instance.Faults();
        if (faults.Count > 0)
            throw new InvalidOperationException($"Of {SqlServerQueries.Instance.Count} statements for SQL Server, some do not fit the database:\n{string.Join("\n", faults)}");
    }
}
