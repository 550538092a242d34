using Microsoft.AspNetCore.Routing;

namespace SimpleCrm.Sandbox.Google;

/// <summary>Simulated Gmail, People and Pub/Sub push.</summary>
public sealed class GoogleSandbox : IAsyncDisposable
{
    internal GoogleSandbox(SandboxServer sandbox) => Sandbox = sandbox;

    internal SandboxServer Sandbox { get; }

    internal void Map(IEndpointRouteBuilder routes, FaultMiddleware faults)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
