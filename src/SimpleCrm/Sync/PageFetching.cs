using System.Threading.Channels;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>
/// Fetches emails and stores them page by page. The next page comes over the line and is read while the last one is being stored, and no
/// more than a few pages are held, however large the folder.
/// </summary>
internal sealed class PageFetching(Intake intake, IntakePreparation preparation, KnownEmails known, MailboxKnocks knocks, TimeProvider time)
{
    private const int MaxPage = 250;
    private const int MinRequest = 25, FirstRequest = 50, MaxRequest = 800;
    private const int MaxIsolated = 25;

    // Between requests a person's own changes and fresh mail go first, so no request may last long.
    private static readonly TimeSpan ShortRequest = TimeSpan.FromMilliseconds(400), LongRequest = TimeSpan.FromSeconds(0.8);

    // How long a page of a backfill may wait to become full.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    /// <summary>What was fetched of a request: the items, and the ids that are gone.</summary>
    private sealed record Batch(IReadOnlyList<IntakeItem> Items, IReadOnlyList<string> Gone);

    /// <summary>Fetches ids in order.</summary>
    /// <returns>Whether all ids were settled.</returns>
    public async Task<bool> FetchAsync(SyncRun run, FetchOrder order, CancellationToken cancellationToken)
    {
        var folder = order.Folder;
        var empty = new IntakePage { MailboxId = run.MailboxId, FolderId = folder.Id, FolderRole = folder.Role, Mode = order.Mode, HasStableIds = run.Session.HasStableIds };
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(4) { SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fetching = Task.Run(() => ProduceAsync(run, order, batches.Writer, stop.Token), CancellationToken.None);
        var settled = 0;
        var isClosed = order is { Cursor: null, Phase: null };
        try
        {
            while (await batches.Reader.WaitToReadAsync(cancellationToken))
            {
                var (items, gone) = (new List<IntakeItem>(), new List<string>());
                // What is shown first is stored at once. After that a transaction for every handful would cost more than the emails in it.
                var patience = order.Mode == IntakeMode.Backfill && run.Progress().Done >= FirstRequest ? Task.Delay(Gathering, time, stop.Token) : Task.CompletedTask;
                do
                {
                    while (items.Count < MaxPage && batches.Reader.TryRead(out var batch))
                    {
                        items.AddRange(batch.Items);
                        gone.AddRange(batch.Gone);
                    }
                }
                while (items.Count < MaxPage && await ComesAsync(batches.Reader, patience, cancellationToken));
                var count = items.Count + gone.Count;
                var isLast = settled + count == order.Ids.Count;
                await StoreAsync(run, empty with
                {
                    Items = items,
                    Gone = gone,
                    Cursor = isLast ? order.Cursor : null,
                    Phase = isLast ? order.Phase : null,
                    Progress = order is { Mode: IntakeMode.Backfill, Stored: not null } ? run.Progress(count) : null,
                }, cancellationToken);
                settled += count;
                isClosed |= isLast;
                order.Stored?.Invoke(count);
            }
            var isComplete = await fetching;
            if (isComplete && !isClosed)
                await StoreAsync(run, empty with { Cursor = order.Cursor, Phase = order.Phase }, cancellationToken);
            if (isComplete)
                (folder.Cursor, folder.Phase) = (order.Cursor ?? folder.Cursor, order.Phase ?? folder.Phase);
            return isComplete;
        }
        finally
        {
            await stop.CancelAsync();
            await fetching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<bool> ComesAsync(ChannelReader<Batch> batches, Task patience, CancellationToken cancellationToken)
    {
        if (patience.IsCompleted)
            return false;
        // A fetch that failed is heard of once what came before is stored.
        var next = batches.WaitToReadAsync(cancellationToken).AsTask();
        return await Task.WhenAny(next, patience) == next && next.IsCompletedSuccessfully && next.Result;
    }

    private async Task<bool> ProduceAsync(SyncRun run, FetchOrder order, ChannelWriter<Batch> writer, CancellationToken cancellationToken)
    {
        var (folder, ids) = (order.Folder, order.Ids);
        try
        {
            var most = Math.Min(MaxRequest, run.Session.MostAtOnce);
            var size = Math.Min(FirstRequest, most);
            for (var taken = 0; taken < ids.Count;)
            {
                if (order.Yields && taken > 0 && knocks.IsWaiting(run.MailboxId))
                    return false;
                var request = ids.Skip(taken).Take(size).ToList();
                var started = time.GetTimestamp();
                var open = request.ToHashSet();
                var (here, gone) = await known.FindAsync(run, order, request, cancellationToken);
                open.ExceptWith(here.Select(i => i.RemoteId).Concat(gone));
                if (here.Count + gone.Count > 0)
                    await writer.WriteAsync(new Batch(here, gone), cancellationToken);
                await foreach (var batch in FetchAsync(run, folder, [.. request.Where(open.Contains)], cancellationToken))
                {
                    run.HasContact = true;
                    var items = batch.Where(f => open.Remove(f.Remote.RemoteId)).Select(f => Prepare(run, folder, f)).ToList();
                    await writer.WriteAsync(new Batch(items, []), cancellationToken);
                }
                if (open.Count > 0)
                    await writer.WriteAsync(await AskAgainAsync(run, folder, [.. open], cancellationToken), cancellationToken);
                taken += request.Count;
                var elapsed = time.GetElapsedTime(started);
                size = elapsed < ShortRequest ? Math.Min(size * 2, most) : elapsed > LongRequest ? Math.Max(size / 2, MinRequest) : size;
            }
            return true;
        }
        catch (Exception exception)
        {
            writer.TryComplete(exception);
            throw;
        }
        finally
        {
            writer.TryComplete();
        }
    }

    private IntakeItem Prepare(SyncRun run, MailFolder folder, FetchedEmail fetched) => preparation.Prepare(
        run.Session.HasStableIds ? fetched with { ExternalId = fetched.Remote.RemoteId } : fetched, run.MailboxId, run.Address, folder.Role);

    private static IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchAsync(SyncRun run, MailFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? AsyncEnumerable.Empty<IReadOnlyList<FetchedEmail>>() : run.Session.FetchEmailsAsync(folder.RemoteId, ids, cancellationToken);

    // What an answer leaves out is gone, or the server kept it back: then it must not be passed over.
    private static async Task<Batch> AskAgainAsync(SyncRun run, MailFolder folder, List<string> ids, CancellationToken cancellationToken)
    {
        var there = (await run.Session.FindAsync(folder.RemoteId, ids, cancellationToken)).DistinctBy(r => r.RemoteId).ToDictionary(r => r.RemoteId);
        return new Batch(
            [.. ids.Where(there.ContainsKey).Select(id => new IntakeItem { Remote = there[id], Failure = "not-returned" })],
            [.. ids.Where(id => !there.ContainsKey(id))]);
    }

    // One email that cannot be stored must not keep back the others of its page: halve until it is alone, and set it aside.
    private async Task StoreAsync(SyncRun run, IntakePage page, CancellationToken cancellationToken)
    {
        try
        {
            await intake.TakeInAsync(page, cancellationToken);
        }
        catch (Exception exception) when (page.Items.Any(i => i.Failure is null) && IsAboutContent(exception))
        {
            if (page.Items.Count == 1)
            {
                if (++run.IsolatedFailures > MaxIsolated)
                    throw;
                await StoreAsync(run, page with { Items = [new IntakeItem { Remote = page.Items[0].Remote, Failure = $"store:{exception.GetType().Name}" }] }, cancellationToken);
                return;
            }
            var half = page.Items.Count / 2;
            await StoreAsync(run, page with { Items = [.. page.Items.Take(half)], Gone = [], Cursor = null, Phase = null }, cancellationToken);
            await StoreAsync(run, page with { Items = [.. page.Items.Skip(half)] }, cancellationToken);
        }
    }

    private static bool IsAboutContent(Exception exception) =>
        exception is not (OperationCanceledException or MailboxStoppedException or OutOfMemoryException) && DatabaseFaults.Classify(exception) is null;
}
