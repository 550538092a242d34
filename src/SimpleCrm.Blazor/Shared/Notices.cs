namespace SimpleCrm.Blazor.Shared;

/// <summary>The notices of one open page. Raised and read on the circuit's own thread.</summary>
public sealed class Notices
{
    /// <summary>Long enough to change one's mind.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private int _last;

    public IReadOnlyList<Notice> Shown { get; private set; } = [];
    public event Func<Notice, Task>? Raised;

    public Task SayAsync(string text, string? actLabel = null, Func<Task>? act = null) => RaiseAsync(new Notice(++_last, text, false, actLabel, act));

    public Task FailAsync(string text, string? actLabel = null, Func<Task>? act = null) => RaiseAsync(new Notice(++_last, text, true, actLabel, act));

    public void Remove(Notice notice) => Shown = [.. Shown.Where(n => n != notice)];

    // Only the newest act can be undone with a key, so only few notices are kept.
    private Task RaiseAsync(Notice notice)
    {
        Shown = [.. Shown.TakeLast(2), notice];
        return Raised?.Invoke(notice) ?? Task.CompletedTask;
    }
}
