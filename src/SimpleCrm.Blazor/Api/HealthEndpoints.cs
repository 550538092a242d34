using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using SimpleCrm.Blazor.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>What a load balancer or service manager asks. Anyone may; the answer is one word.</summary>
[Sees(Sight.Nothing)]
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseCheck.Ready) }).AllowAnonymous();
    }
}
