using Microsoft.Extensions.Diagnostics.HealthChecks;
using SimpleCrm.Monitoring;

namespace SimpleCrm.Blazor.Api;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(DatabaseReachability database) : IHealthCheck
{
    public const string Ready = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        await database.IsReachableAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
