using System.Text.Json;
using Microsoft.Playwright;

namespace SimpleCrm.EndToEnd.Composing;

/// <summary>What the browser's own timeline says that it did, in every page of the browser.</summary>
public static class Timeline
{
    public static async Task<IReadOnlyList<Work>> RecordAsync(IPage page, Func<Task> act)
    {
        var tracing = await page.Context.Browser!.NewBrowserCDPSessionAsync();
        var work = new List<Work>();
        var complete = new TaskCompletionSource();
        tracing.Event("Tracing.dataCollected").OnEvent += (_, data) => work.AddRange(data!.Value.GetProperty("value").EnumerateArray().Select(Read));
        tracing.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.TrySetResult();
        await tracing.SendAsync("Tracing.start", new Dictionary<string, object> { ["transferMode"] = "ReportEvents", ["categories"] = "-*,devtools.timeline" });
        await act();
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await tracing.SendAsync("Tracing.end");
        await complete.Task;
        await tracing.DetachAsync();
        return work;
    }

    private static Work Read(JsonElement entry) => new(
        entry.GetProperty("name").GetString()!,
        entry.TryGetProperty("args", out var args) && args.TryGetProperty("elementCount", out var elements) ? elements.GetInt32() : 0);

    /// <param name="Name">As the timeline names it, for example UpdateLayoutTree.</param>
    /// <param name="Elements">How many elements it went through, where it says so.</param>
    public readonly record struct Work(string Name, int Elements);
}
