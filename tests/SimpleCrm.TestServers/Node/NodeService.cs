using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Node;

/// <summary>A server that runs on Node.js until it is disposed of.</summary>
public sealed class NodeService : IAsyncDisposable
{
    private readonly ChildProcess _process;

    internal NodeService(ChildProcess process, int port) => (_process, Address) = (process, new Uri($"http://127.0.0.1:{port}/"));

    public Uri Address { get; }

    internal async Task AnswersAsync()
    {
        using var http = new HttpClient();
        await Until.TrueAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(Address);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(30), () => $"It does not answer: {_process.Output}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
