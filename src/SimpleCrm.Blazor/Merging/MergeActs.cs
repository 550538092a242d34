using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Merging;

/// <summary>Merges records, says so, and offers to undo it.</summary>
public sealed class MergeActs(RecordMerging merging, CurrentViewer viewers, Notices notices, RecordActs acts, ILogger<MergeActs> logger)
{
    /// <summary>Merges another record into one.</summary>
    /// <param name="name">What the survivor is called.</param>
    /// <returns>What became of it; null when it failed, which was said.</returns>
    public async Task<MergeOutcome?> MergeAsync(RecordLabels kind, long id, string name, MergeRequest request)
    {
        var outcome = await TryAsync(viewer => merging.MergeAsync(viewer, kind.RecordKind, id, request, CancellationToken.None));
        if (outcome?.Merge is { } merge)
        {
            await notices.SayAsync($"{merge.MergedName} was merged into {name}.", "Undo", () => UndoAsync(merge));
            await acts.TellAsync();
        }
        return outcome;
    }

    /// <summary>Takes a merge back.</summary>
    public async Task UndoAsync(MergeView merge)
    {
        var outcome = await TryAsync(viewer => merging.UndoAsync(viewer, merge.Id, CancellationToken.None));
        if (outcome is null)
            return;
        if (outcome.Merge is not null)
            await notices.SayAsync($"{merge.MergedName} is a record of its own again.");
        else
            await notices.FailAsync(outcome.Errors.Values.FirstOrDefault()?[0] ?? "This merge is undone already, or it is not yours to undo.");
        await acts.TellAsync();
    }

    private async Task<MergeOutcome?> TryAsync(Func<SimpleCrm.Access.Viewer, Task<MergeOutcome>> act)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return null;
        try
        {
            return await act(viewer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ActFailed(logger, exception, "merge");
            await notices.FailAsync("That did not work, and nothing was changed. Try again.");
            return null;
        }
    }
}
