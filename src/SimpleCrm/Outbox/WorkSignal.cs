namespace SimpleCrm.Outbox;

/// <summary>Wakes a worker when something became due. Signals given while it works are not lost; many are one.</summary>
internal abstract class WorkSignal(TimeProvider time)
{
    private TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Raise() => Volatile.Read(ref _raised).TrySetResult();

    /// <summary>Returns when raised since the last wait, or after the longest wait.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(longest, time, enough.Token);
        await Task.WhenAny(_raised.Task, delay);
        await enough.CancelAsync();
        if (_raised.Task.IsCompleted)
            Volatile.Write(ref _raised, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
