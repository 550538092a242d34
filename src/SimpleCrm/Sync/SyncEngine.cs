using System.Collections.Concurrent;

namespace SimpleCrm.Sync;

/// <summary>
/// Keeps mailboxes equal to their servers. One run per mailbox at a time answers the knocks that wait: people's own changes go out first,
/// then every folder is followed. A run that fails leaves what it stored, and an honest state.
/// </summary>
public sealed class SyncEngine
{
    private readonly KeptSessions _sessions;
    private readonly SyncRound _round;
    private readonly WriteBack _writeBack;
    private readonly MailboxHealth _health;
    private readonly MailboxKnocks _knocks;
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _gates = [];

    internal SyncEngine(KeptSessions sessions, SyncRound round, WriteBack writeBack, MailboxHealth health, MailboxKnocks knocks) =>
        (_sessions, _round, _writeBack, _health, _knocks) = (sessions, round, writeBack, health, knocks);

    /// <summary>Answers the knocks at one mailbox; without any it is polled. Never throws but for cancellation.</summary>
    /// <returns>When a failed run should be tried again, or null.</returns>
    public async Task<DateTime?> RunAsync(long mailboxId, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(mailboxId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        SyncRun? run = null;
        try
        {
            var reasons = _knocks.Take(mailboxId) is var taken && taken == KnockReason.None ? KnockReason.Poll : taken;
            if (reasons.HasFlag(KnockReason.Connected) && _sessions.Take(mailboxId) is { } old)
                await KeptSessions.CloseAsync(old);
            (run, var retryAt) = await _health.BeginAsync(mailboxId, reasons, cancellationToken);
            if (run is null)
                return retryAt;
            await ConnectAndServeAsync(run, cancellationToken);
            return null;
        }
        catch (MailboxStoppedException)
        {
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            run ??= new SyncRun { MailboxId = mailboxId, OwnerId = 0, Address = "", StartedAt = default, Reasons = KnockReason.None };
            return await _health.FailAsync(run, exception, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    // A kept session may have died unseen; that is no failure of the mailbox.
    private async Task ConnectAndServeAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (_sessions.Take(run.MailboxId) is { } kept)
        {
            try
            {
                await ServeAsync(run, kept, cancellationToken);
                return;
            }
            catch (MailboxAccessException exception) when (!run.HasContact && !exception.NeedsPerson)
            {
                run.Current = null;
            }
        }
        var session = await _sessions.OpenAsync(run.MailboxId, cancellationToken) ?? throw new MailboxStoppedException();
        await ServeAsync(run, session, cancellationToken);
    }

    private async Task ServeAsync(SyncRun run, IMailboxSession session, CancellationToken cancellationToken)
    {
        run.Session = session;
        try
        {
            await _writeBack.DrainAsync(run, cancellationToken);
            if (run.Reasons != KnockReason.WriteBack)
            {
                if (run.Reasons.HasFlag(KnockReason.Push))
                    await _round.FollowInboxAsync(run, cancellationToken);
                await _round.WalkAsync(run, () => AnswerAsync(run, cancellationToken), cancellationToken);
            }
            await _health.SucceedAsync(run, isWhole: run.Reasons != KnockReason.WriteBack, cancellationToken);
        }
        catch
        {
            await KeptSessions.CloseAsync(session);
            throw;
        }
        _sessions.Keep(run.MailboxId, session);
        if (run.Deferred != KnockReason.None)
            _knocks.Knock(run.MailboxId, run.Deferred);
    }

    // Knocks during the run. An audit has its own run; a changed account needs another session. A backfill looks at the Inbox alone when
    // something may have come: the other folders are followed right after it.
    private async Task<KnockReason> AnswerAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var reasons = _knocks.Take(run.MailboxId);
        if (reasons.HasFlag(KnockReason.Connected))
        {
            _knocks.Knock(run.MailboxId, reasons);
            throw new MailboxStoppedException();
        }
        await _health.CheckAsync(run, cancellationToken);
        run.Deferred |= reasons & (KnockReason.Audit | KnockReason.Push | KnockReason.Person);
        if (reasons != KnockReason.None)
            await _writeBack.DrainAsync(run, cancellationToken);
        return reasons;
    }
}
