using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>Does to threads what a key or a button asked for, and offers to undo it.</summary>
public sealed class ThreadActs(MailActions actions, ThreadLists lists, CurrentViewer viewers, Notices notices, ILogger<ThreadActs> logger)
{
    /// <summary>An act on every thread of a list stops here.</summary>
    public const int MostThreads = 5000;

    /// <summary>Applies an act to the given threads, or to every thread of a list.</summary>
    /// <param name="kind">"archive", "trash", "spam", "notspam", "delete", "move", "read", "unread", "star", "unstar".</param>
    /// <param name="threadIds">The threads.</param>
    /// <param name="everyOf">The list whose threads are all meant; null for the given ones.</param>
    /// <param name="toFolderId">For "move".</param>
    /// <param name="fromFolderId">For "move": the folder the threads are seen in.</param>
    public async Task ApplyAsync(string kind, IReadOnlyList<long> threadIds, ThreadScope? everyOf, long? toFolderId, long? fromFolderId, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return;
        try
        {
            var ids = everyOf is null ? threadIds : await AllAsync(viewer, everyOf, cancellationToken);
            if (ids.Count == 0 || await RunAsync(viewer, kind, ids, toFolderId, fromFolderId, cancellationToken) is not { } act)
                return;
            if (act.ActId != 0 && Sentence(kind, act.ThreadCount) is { } sentence)
                await notices.SayAsync(sentence, "Undo", () => UndoAsync(act.ActId));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ActFailed(logger, exception, kind);
            await notices.FailAsync("That did not work, and nothing was changed. Try again.");
        }
    }

    /// <summary>The threads of a list, <see cref="MostThreads"/> at most.</summary>
    public async Task<IReadOnlyList<long>> AllAsync(ThreadScope scope, CancellationToken cancellationToken) =>
        await viewers.FindAsync(cancellationToken) is { } viewer ? await AllAsync(viewer, scope, cancellationToken) : [];

    private async Task<IReadOnlyList<long>> AllAsync(Viewer viewer, ThreadScope scope, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        while (ids.Count < MostThreads)
        {
            var window = await lists.GetWindowAsync(viewer, scope, ids.Count, ThreadLists.MaxCount, cancellationToken);
            ids.AddRange(window.Rows.Select(r => r.Id));
            if (window.Rows.Count < ThreadLists.MaxCount)
                break;
        }
        return ids;
    }

    private async Task<MailAct?> RunAsync(Viewer viewer, string kind, IReadOnlyList<long> ids, long? toFolderId, long? fromFolderId, CancellationToken cancellationToken) => kind switch
    {
        "archive" => await actions.ArchiveAsync(viewer, ids, cancellationToken),
        "trash" => await actions.TrashAsync(viewer, ids, cancellationToken),
        "spam" => await actions.SpamAsync(viewer, ids, cancellationToken),
        "notspam" => await actions.NotSpamAsync(viewer, ids, cancellationToken),
        "delete" => await actions.DeleteForeverAsync(viewer, ids, cancellationToken),
        "read" => await actions.SetReadAsync(viewer, ids, true, cancellationToken),
        "unread" => await actions.SetReadAsync(viewer, ids, false, cancellationToken),
        "star" => await actions.SetStarredAsync(viewer, ids, true, cancellationToken),
        "unstar" => await actions.SetStarredAsync(viewer, ids, false, cancellationToken),
        "move" when toFolderId is { } folder => await actions.MoveAsync(viewer, ids, folder, cancellationToken, fromFolderId),
        _ => null,
    };

    private async Task UndoAsync(long actId)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        if (await actions.UndoAsync(viewer, actId, CancellationToken.None))
            await notices.SayAsync("Taken back.");
        else
            await notices.FailAsync("It is too late to take that back.");
    }

    // Reading and starring show by themselves; they need no words.
    internal static string? Sentence(string kind, int threads)
    {
        var what = threads == 1 ? "Conversation" : $"{threads:N0} conversations";
        return kind switch
        {
            "archive" => $"{what} archived.",
            "trash" => $"{what} moved to Trash.",
            "spam" => $"{what} marked as spam.",
            "notspam" => $"{what} moved to the Inbox.",
            "delete" => $"{what} deleted for good.",
            "move" => $"{what} moved.",
            "read" when threads > 1 => $"{what} marked read.",
            "unread" when threads > 1 => $"{what} marked unread.",
            _ => null,
        };
    }
}
