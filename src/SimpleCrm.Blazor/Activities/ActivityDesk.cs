using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Links;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Activities;

/// <summary>Where calls, meetings, notes and tasks are logged, changed and deleted, with an undo.</summary>
public sealed class ActivityDesk(IDialogService dialogs, ActivityLog log, CurrentViewer viewers, Notices notices, ILogger<ActivityDesk> logger)
{
    /// <summary>What the dialog answers when what it shows is to be deleted.</summary>
    internal const string Deletion = "delete";

    /// <summary>Asks for something new.</summary>
    /// <param name="records">What it belongs to, as far as that is known.</param>
    public async Task LogAsync(ActivityType type, IReadOnlyList<ActivityRecord> records)
    {
        if (await ShowAsync("Log", new DialogParameters<ActivityDialog> { { d => d.Type, type }, { d => d.Begin, records } }) is ActivityView stored)
            await notices.SayAsync($"{ActivityWords.Name(stored.Type)} logged.", "Undo", () => TryAsync(async viewer => await log.DeleteAsync(viewer, stored.Id, CancellationToken.None) is not null, "Taken back."));
    }

    /// <summary>Shows what was logged, to be changed by whom it may be.</summary>
    public async Task OpenAsync(ActivityView activity)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        var parameters = new DialogParameters<ActivityDialog> { { d => d.Activity, activity }, { d => d.IsReadOnly, !MayChange(viewer, activity) } };
        var answer = await ShowAsync(ActivityWords.Name(activity.Type), parameters);
        if (answer is Deletion)
            await DeleteAsync(activity);
        if (answer is ActivityView stored)
            await notices.SayAsync($"{ActivityWords.Name(stored.Type)} changed.", "Undo", () => StoreAsync(stored, ContentOf(activity), "Taken back."));
    }

    public async Task DeleteAsync(ActivityView activity)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        if (await log.DeleteAsync(viewer, activity.Id, CancellationToken.None) is { } deleted)
            await notices.SayAsync($"{ActivityWords.Name(activity.Type)} deleted.", "Undo", () => TryAsync(one => log.RestoreAsync(one, deleted, CancellationToken.None), "Taken back."));
        else
            await notices.FailAsync("This is not yours to delete. Who logged it, their manager or an admin can.");
    }

    /// <summary>Marks a task done, or not.</summary>
    public Task SetDoneAsync(ActivityView task, bool isDone) => StoreAsync(task, ContentOf(task) with { IsDone = isDone }, isDone ? "Done." : "To be done again.");

    /// <summary>Whether the screen offers it; the log decides.</summary>
    public static bool MayChange(Viewer viewer, ActivityView activity) =>
        ActivityWords.Logged.Contains(activity.Type) && (activity.UserId == viewer.UserId || viewer.Role != Role.Rep);

    private Task StoreAsync(ActivityView seen, ActivityContent content, string sentence) =>
        TryAsync(async viewer => (await log.SaveAsync(viewer, seen.Id, seen.Version, content, CancellationToken.None)).Stored is not null, sentence);

    private async Task TryAsync(Func<Viewer, Task<bool>> act, string sentence)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        try
        {
            if (await act(viewer))
                await notices.SayAsync(sentence);
            else
                await notices.FailAsync("That could not be done: somebody else has changed or deleted it meanwhile.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ActFailed(logger, exception, "activity");
            await notices.FailAsync("That did not work, and nothing was changed. Try again.");
        }
    }

    // What was stored, or that it is to be deleted.
    private async Task<object?> ShowAsync(string title, DialogParameters<ActivityDialog> parameters)
    {
        var dialog = await dialogs.ShowAsync<ActivityDialog>(title, parameters, RecordDialogs.Options);
        return await dialog.Result is { Canceled: false, Data: { } answer } ? answer : null;
    }

    private static ActivityContent ContentOf(ActivityView view) => new()
    {
        Type = view.Type,
        OccurredAt = view.OccurredAt,
        Direction = view.Direction,
        Subject = view.Subject,
        Text = view.Text,
        DurationMinutes = view.DurationMinutes,
        DueAt = view.DueAt,
        IsDone = view.CompletedAt is not null,
        Records = [.. view.Records.Select(r => new RecordReference(r.Kind, r.Id))],
    };
}
