namespace SimpleCrm.Importing;

/// <summary>Wakes the worker when there is something to take in.</summary>
public sealed class ImportSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        lock (_raised)
            if (_raised.CurrentCount == 0)
                _raised.Release();
    }

    /// <summary>Waits until it is raised, or as long as given.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _raised.WaitAsync(longest, cancellationToken);

    public void Dispose() => _raised.Dispose();
}
