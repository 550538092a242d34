using System.Runtime.CompilerServices;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// Fetches many emails: batch after batch, on two connections where the server allows, a few batches ahead of the caller, in the
/// caller's order.
/// </summary>
internal sealed class EmailFetch(ImapLine main, Func<CancellationToken, Task<ImapLine>> open) : IAsyncDisposable
{
    private const int BatchSize = 100;
    private const int BatchesAhead = 4;

    // Below this a second connection costs more than it brings.
    private const int SecondConnectionFrom = 4;

    private ImapLine _main = main;
    private ImapLine? _second;
    private bool _secondRefused;

    public async IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchAsync(
        string folderId, IReadOnlyList<string> remoteIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = remoteIds.Chunk(BatchSize).ToArray();
        if (batches.Length == 0)
            yield break;
        if (batches.Length == 1)
        {
            yield return await FetchBatchAsync(_main, folderId, batches[0], cancellationToken);
            yield break;
        }

        var results = batches.Select(_ => new TaskCompletionSource<IReadOnlyList<FetchedEmail>>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        using var ahead = new SemaphoreSlim(BatchesAhead);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;
        var stopped = false;

        async Task WorkAsync(Func<ImapLine> line)
        {
            while (true)
            {
                await ahead.WaitAsync(CancellationToken.None);
                var batch = Interlocked.Increment(ref next);
                if (batch >= batches.Length || Volatile.Read(ref stopped))
                {
                    ahead.Release();
                    return;
                }
                try
                {
                    results[batch].SetResult(await FetchBatchAsync(line(), folderId, batches[batch], cancellationToken));
                }
                catch (Exception exception)
                {
                    // It reaches the caller in its turn; what the other line still fetches is good.
                    results[batch].SetException(exception);
                    Volatile.Write(ref stopped, true);
                    ahead.Release();
                    return;
                }
            }
        }

        // Parsing takes as long as fetching: each line has its own thread to do it on.
        List<Task> workers = [Task.Run(() => WorkAsync(() => _main), CancellationToken.None)];
        if (batches.Length >= SecondConnectionFrom)
            workers.Add(Task.Run(() => WorkOnSecondAsync(WorkAsync, done.Token), CancellationToken.None));
        try
        {
            foreach (var result in results)
            {
                // A batch that no worker took, because another failed before it, never gets a result: the failure ends the loop first,
                // as batches are taken in order.
                var batch = await result.Task;
                ahead.Release();
                yield return batch;
            }
        }
        finally
        {
            // A command that is cancelled midway costs the connection, so what is under way ends first.
            Volatile.Write(ref stopped, true);
            ahead.Release(2);
            await done.CancelAsync();
            await Task.WhenAll(workers);
        }
    }

    private async Task WorkOnSecondAsync(Func<Func<ImapLine>, Task> work, CancellationToken done)
    {
        if (_second?.Client.IsConnected != true)
        {
            if (_secondRefused)
                return;
            try
            {
                _second = await open(done);
            }
            catch (MailboxAccessException)
            {
                // Many servers limit the connections of an account.
                _secondRefused = true;
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        await work(() => _second!);
    }

    private async Task<IReadOnlyList<FetchedEmail>> FetchBatchAsync(ImapLine line, string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        try
        {
            return await line.RunAsync(() => new BatchFetch(line).FetchAsync(folderId, remoteIds, cancellationToken), cancellationToken);
        }
        catch (MailboxAccessException exception) when (exception.InnerException is MailKit.ProtocolException or MailKit.CommandException)
        {
            return await FetchOneByOneAsync(line, folderId, remoteIds, exception, cancellationToken);
        }
    }

    /// <summary>One email of the batch breaks the conversation: each by itself, on a new connection when the old one is lost.</summary>
    private async Task<IReadOnlyList<FetchedEmail>> FetchOneByOneAsync(
        ImapLine line, string folderId, IReadOnlyList<string> remoteIds, MailboxAccessException cause, CancellationToken cancellationToken)
    {
        var reconnects = 0;
        var fetched = new List<FetchedEmail>(remoteIds.Count);
        foreach (var id in remoteIds)
        {
            for (var careful = false; ; careful = true)
            {
                if (!line.Client.IsConnected)
                {
                    // A server that breaks every conversation is not a matter of one email.
                    if (++reconnects > 10)
                        throw cause;
                    line = await ReplaceAsync(line, cancellationToken);
                }
                try
                {
                    fetched.AddRange(await line.RunAsync(() => new BatchFetch(line) { IsCareful = careful }.FetchAsync(folderId, [id], cancellationToken), cancellationToken));
                    break;
                }
                catch (MailboxAccessException exception) when (exception.InnerException is MailKit.ProtocolException or MailKit.CommandException)
                {
                    if (!careful)
                        continue;
                    fetched.Add(new FetchedEmail { Remote = new RemoteEmail(id, false, false, false), Failure = $"server:{exception.InnerException!.GetType().Name}" });
                    break;
                }
            }
        }
        return fetched;
    }

    private async Task<ImapLine> ReplaceAsync(ImapLine broken, CancellationToken cancellationToken)
    {
        await broken.DisposeAsync();
        var line = await open(cancellationToken);
        if (broken == _second)
        {
            _second = line;
            return line;
        }
        _main = line;
        MainReplaced?.Invoke(line);
        return line;
    }

    /// <summary>Told when the main line was replaced.</summary>
    public Action<ImapLine>? MainReplaced { get; init; }

    public async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
    }
}
