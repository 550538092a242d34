using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Outbox;

/// <summary>
/// Keeps the one copy of a draft in the provider's Drafts folder. The revision is noted before it is stored there, so that a crash in between
/// is seen and its copy found again. A copy that another program has changed is left alone: it is another text now.
/// </summary>
internal sealed partial class DraftFiling(DraftStore store, DraftMessages messages, MailboxSessions sessions, SentPlaces places, ILogger<DraftFiling> logger)
{
    /// <summary>Brings the copy of a draft that is due up to date, or removes it once the draft is sent or discarded.</summary>
    public async Task RunAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            if (draft.State != DraftState.Open || draft.RemoteMailboxId is { } former && former != draft.MailboxId)
                draft = await RemoveAsync(draft, cancellationToken);
            if (draft.State == DraftState.Open)
                await StoreAsync(draft, cancellationToken);
        }
        catch (MailboxAccessException problem)
        {
            LogUnreachable(draft.Id, draft.MailboxId, problem.Problem);
            var wait = RetryTimes.AfterFiling(draft.FilingFailures + 1);
            var due = store.Now + (problem.RetryAfter is { } asked && asked > wait ? asked : wait);
            await using var db = await store.OpenAsync(cancellationToken);
            await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.FileAt, due).SetProperty(d => d.FilingFailures, d => d.FilingFailures + 1), cancellationToken);
        }
    }

    private async Task StoreAsync(Draft draft, CancellationToken cancellationToken)
    {
        await using var message = await messages.BuildAsync(draft, cancellationToken);
        if (message is null)
        {
            await PostponeAsync(draft, cancellationToken);
            return;
        }
        var stored = await sessions.UseAsync(draft.MailboxId, async session =>
        {
            var known = await FindAsync(session, draft, draft.MailboxId, cancellationToken);
            await using (var db = await store.OpenAsync(cancellationToken))
                await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s
                    .SetProperty(d => d.FilingRevision, draft.Revision).SetProperty(d => d.RemoteMailboxId, draft.MailboxId), cancellationToken);
            return await session.SaveDraftAsync(known, message.Content, cancellationToken);
        }, cancellationToken);
        if (stored is null)
        {
            await PostponeAsync(draft, cancellationToken);
            return;
        }
        await using (var db = await store.OpenAsync(cancellationToken))
        {
            await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.RemoteId, stored).SetProperty(d => d.FiledRevision, draft.Revision).SetProperty(d => d.FilingFailures, 0), cancellationToken);
            // Saved again, sent or discarded meanwhile: it stays due.
            await db.Drafts.Where(d => d.Id == draft.Id && d.Revision == draft.Revision && d.State == DraftState.Open)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.FileAt, DateTime.MaxValue), cancellationToken);
        }
        LogStored(draft.Id, draft.MailboxId, draft.Revision);
        places.Knock(draft.MailboxId);
    }

    private async Task<Draft> RemoveAsync(Draft draft, CancellationToken cancellationToken)
    {
        var mailboxId = draft.RemoteMailboxId ?? draft.MailboxId;
        var removed = draft.RemoteId is null && draft.FilingRevision == draft.FiledRevision ? true : await sessions.UseAsync<bool?>(mailboxId, async session =>
        {
            if (await FindAsync(session, draft, mailboxId, cancellationToken) is { } known)
                await session.DeleteDraftAsync(known, cancellationToken);
            return true;
        }, cancellationToken);
        await using var db = await store.OpenAsync(cancellationToken);
        if (draft.State != DraftState.Open)
        {
            await db.Drafts.Where(d => d.Id == draft.Id && d.State == draft.State).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.RemoteId, (string?)null).SetProperty(d => d.FilingRevision, d => d.FiledRevision).SetProperty(d => d.FileAt, DateTime.MaxValue), cancellationToken);
            LogRemoved(draft.Id, mailboxId, removed is null);
        }
        else
        {
            await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.RemoteId, (string?)null).SetProperty(d => d.FilingRevision, d => d.FiledRevision).SetProperty(d => d.RemoteMailboxId, draft.MailboxId), cancellationToken);
            (draft.RemoteId, draft.RemoteMailboxId, draft.FilingRevision) = (null, draft.MailboxId, draft.FiledRevision);
        }
        places.Knock(mailboxId);
        return draft;
    }

    // The copy that came from here and is still as it was stored; null when there is none.
    private async Task<string?> FindAsync(IMailboxSession session, Draft draft, long mailboxId, CancellationToken cancellationToken)
    {
        if (await places.FindFolderAsync(session, mailboxId, FolderRole.Drafts, cancellationToken) is not { } folder)
            return null;
        if (draft.RemoteId is { } remoteId && (await session.FindAsync(folder, [remoteId], cancellationToken)).Count > 0)
            return remoteId;
        if (draft.FilingRevision == draft.FiledRevision)
            return null;
        foreach (var candidate in await session.FindByMessageIdAsync(folder, draft.MessageId, null, cancellationToken))
        {
            using var source = new MemoryStream();
            if (await session.FetchSourceAsync(folder, candidate, source, cancellationToken) && DraftMark.Matches(source.ToArray(), draft.Id, draft.FilingRevision))
                return candidate;
        }
        return null;
    }

    private async Task PostponeAsync(Draft draft, CancellationToken cancellationToken)
    {
        await using var db = await store.OpenAsync(cancellationToken);
        await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.FileAt, store.Now.AddMinutes(5)), cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Debug, "Draft {DraftId} of mailbox {MailboxId} is in Drafts in revision {Revision}")]
    private partial void LogStored(long draftId, long mailboxId, int revision);

    [LoggerMessage(2, LogLevel.Debug, "Draft {DraftId} of mailbox {MailboxId} left Drafts (mailbox gone: {Gone})")]
    private partial void LogRemoved(long draftId, long mailboxId, bool gone);

    [LoggerMessage(3, LogLevel.Warning, "Drafts of mailbox {MailboxId} cannot be reached for draft {DraftId}: {Problem}")]
    private partial void LogUnreachable(long draftId, long mailboxId, MailboxProblem problem);
}
