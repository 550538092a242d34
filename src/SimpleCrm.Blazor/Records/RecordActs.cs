using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Records;

/// <summary>Deletes, tags or changes records or gives them to somebody else, says so, and offers to undo it.</summary>
public sealed class RecordActs(CurrentViewer viewers, RecordTagging tagging, Notices notices, ILogger<RecordActs> logger)
{
    /// <summary>An act on every record of a list stops here.</summary>
    public const int Most = 5000;

    /// <summary>Records came, went or changed hands; open lists read their window again.</summary>
    public event Func<Task>? Changed;

    /// <summary>Deletes what of these the viewer may.</summary>
    /// <param name="name">Of the one record; null for several.</param>
    /// <returns>Those that were deleted.</returns>
    public async Task<IReadOnlyList<long>> DeleteAsync<TView>(IRecords<TView> records, RecordLabels kind, IReadOnlyList<long> ids, string? name) where TView : class, IRecordView
    {
        var deleted = await TryAsync(async viewer => await records.DeleteAsync(viewer, ids, CancellationToken.None), "delete");
        if (deleted is null)
            return [];
        var kept = ids.Count - deleted.Count;
        if (deleted.Count == 0)
            await notices.FailAsync($"{(ids.Count == 1 ? $"This {kind.One} is" : $"These {kind.Many} are")} not yours to delete. The owner, the owner's manager or an admin can.");
        else
            await notices.SayAsync(
                $"{name ?? Begin(kind.Count(deleted.Count))} deleted.{(kept > 0 ? $" {Begin(kind.Count(kept))} of others stayed." : "")}",
                "Undo", () => RestoreAsync(records, kind, deleted));
        await TellAsync();
        return deleted;
    }

    /// <summary>Gives records to a person, or to nobody.</summary>
    /// <param name="ownerName">For the sentence; null for nobody.</param>
    public async Task AssignAsync<TView>(IRecords<TView> records, RecordLabels kind, IReadOnlyList<long> ids, long? ownerId, string? ownerName) where TView : class, IRecordView
    {
        var former = await TryAsync(async viewer => await records.AssignAsync(viewer, ids, ownerId, CancellationToken.None), "assign");
        if (former is null)
            return;
        await notices.SayAsync($"{Begin(kind.Count(ids.Count))} now {(ids.Count == 1 ? "belongs" : "belong")} to {ownerName ?? "nobody"}.", "Undo", () => GiveBackAsync(records, former));
        await TellAsync();
    }

    /// <summary>Puts a tag on records, or takes it off.</summary>
    public async Task TagAsync(RecordLabels kind, IReadOnlyList<long> ids, string tag, bool isPutOn)
    {
        var changed = await TryAsync(async viewer => await tagging.ChangeAsync(viewer, kind.RecordKind, ids, tag, isPutOn, CancellationToken.None), "tag");
        if (changed is null)
            return;
        var (have, name) = (changed.Count == 1 ? "has" : "have", tag.Trim().ToLowerInvariant());
        if (changed.Count == 0)
            await notices.SayAsync(isPutOn ? $"Nothing to change: the tag {name} is there already, or there are {Tag.MostOfRecord} others." : $"Nothing to change: the tag {name} is not there.");
        else
            await notices.SayAsync(
                isPutOn ? $"{Begin(kind.Count(changed.Count))} now {have} the tag {name}." : $"{Begin(kind.Count(changed.Count))} no longer {have} the tag {name}.",
                "Undo", () => UntagAsync(kind, changed, name, isPutOn));
        await TellAsync();
    }

    /// <summary>Says what became of a field that many records were given.</summary>
    public async Task BulkAsync<TView, TContent>(RecordLabels kind, string label, BulkChange<TView, TContent> change) where TView : class, IRecordView where TContent : class
    {
        var refused = change.Refused == 0 ? "" : $" {Begin(kind.Count(change.Refused))} stayed as {(change.Refused == 1 ? "it was" : "they were")}: {change.Refusal}";
        if (change.Changed == 0)
            await notices.SayAsync($"Nothing to change.{refused}");
        else
            await notices.SayAsync($"{label} of {kind.Count(change.Changed)} changed.{refused}", "Undo", () => UndoAsync(kind, change));
        await TellAsync();
    }

    /// <summary>Another part of the page has changed a record.</summary>
    public Task TellAsync() => Changed?.Invoke() ?? Task.CompletedTask;

    private async Task RestoreAsync<TView>(IRecords<TView> records, RecordLabels kind, IReadOnlyList<long> ids) where TView : class, IRecordView
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        var refusals = await records.RestoreAsync(viewer, ids, CancellationToken.None);
        if (refusals.Count == 0)
            await notices.SayAsync("Taken back.");
        else
            await notices.FailAsync(ids.Count == 1 ? refusals[0] : $"{Begin(kind.Count(refusals.Count))} could not be brought back. {refusals[0]}");
        await TellAsync();
    }

    private async Task GiveBackAsync<TView>(IRecords<TView> records, IReadOnlyList<FormerOwner> former) where TView : class, IRecordView
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        var isDone = true;
        foreach (var group in former.GroupBy(f => f.OwnerId))
            isDone &= await records.AssignAsync(viewer, [.. group.Select(f => f.RecordId)], group.Key, CancellationToken.None) is not null;
        if (isDone)
            await notices.SayAsync("Taken back.");
        else
            await notices.FailAsync("Not all could be given back: a former owner is no longer active.");
        await TellAsync();
    }

    private async Task UndoAsync<TView, TContent>(RecordLabels kind, BulkChange<TView, TContent> change) where TView : class, IRecordView where TContent : class
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        var kept = await change.UndoAsync(viewer);
        if (kept == 0)
            await notices.SayAsync("Taken back.");
        else
            await notices.FailAsync($"{Begin(kind.Count(kept))} could not be taken back: somebody has changed {(kept == 1 ? "it" : "them")} since.");
        await TellAsync();
    }

    private async Task UntagAsync(RecordLabels kind, IReadOnlyList<long> ids, string tag, bool wasPutOn)
    {
        if (await TryAsync(async viewer => await tagging.ChangeAsync(viewer, kind.RecordKind, ids, tag, !wasPutOn, CancellationToken.None), "tag") is null)
            return;
        await notices.SayAsync("Taken back.");
        await TellAsync();
    }

    private async Task<TResult?> TryAsync<TResult>(Func<SimpleCrm.Access.Viewer, Task<TResult?>> act, string kind) where TResult : class
    {
        if (await viewers.FindAsync() is not { } viewer)
            return null;
        try
        {
            return await act(viewer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ActFailed(logger, exception, kind);
            await notices.FailAsync("That did not work, and nothing was changed. Try again.");
            return null;
        }
    }

    private static string Begin(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
