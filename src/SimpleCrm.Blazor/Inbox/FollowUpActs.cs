using System.Globalization;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.FollowUp;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>Puts threads off, and asks for reminders, as a key or a button wants it.</summary>
public sealed class FollowUpActs(FollowUps followUps, CurrentViewer viewers, Notices notices, TimeProvider time)
{
    /// <summary>Whether an act is one of these.</summary>
    public static bool Has(string kind) => kind is "snooze" or "unsnooze" or "remind" or "seen";

    /// <summary>Applies an act.</summary>
    /// <param name="kind">"snooze", "unsnooze", "remind" or "seen".</param>
    /// <param name="threadIds">The threads.</param>
    /// <param name="at">For "snooze" and "remind": the time as ISO 8601 with an offset.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task ApplyAsync(string kind, IReadOnlyList<long> threadIds, string at, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer || threadIds.Count == 0)
            return;
        var isTime = DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.None, out var when);
        switch (kind)
        {
            case "snooze" when isTime:
                await SayAsync(await followUps.SnoozeAsync(viewer, threadIds, when, cancellationToken), "put off until", viewer, when,
                    () => followUps.UnsnoozeAsync(viewer, threadIds, CancellationToken.None));
                break;
            case "remind" when isTime:
                await SayAsync(await followUps.RemindAsync(viewer, threadIds, when, cancellationToken), "comes back, unless somebody answers,", viewer, when,
                    () => followUps.RemindAsync(viewer, threadIds, null, CancellationToken.None));
                break;
            case "unsnooze":
                if (await followUps.UnsnoozeAsync(viewer, threadIds, cancellationToken) > 0)
                    await notices.SayAsync("Back in its folder.");
                break;
            case "seen":
                await followUps.DismissAsync(viewer, threadIds, cancellationToken);
                break;
        }
    }

    private async Task SayAsync(int count, string what, Viewer viewer, DateTimeOffset when, Func<Task> undo)
    {
        if (count == 0)
            await notices.FailAsync("The time must be within the next year.");
        else
            await notices.SayAsync($"{(count == 1 ? "Conversation" : $"{count:N0} conversations")} {what} {MailTime.Medium(when.UtcDateTime, time.GetUtcNow(), MailTime.Zone(viewer.TimeZone))}.", "Undo", undo);
    }
}
