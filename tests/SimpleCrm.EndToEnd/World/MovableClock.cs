namespace SimpleCrm.EndToEnd;

/// <summary>A clock for processes that can be set forward: seen at their start, and within ten seconds while they run. Timers keep their pace.</summary>
public sealed class MovableClock : IDisposable
{
    private static readonly string? Library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists);
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"simplecrm-{Guid.NewGuid():N}.clock");

    public MovableClock() => Forward("+0");

    public static bool IsInstalled => Library is not null;

    /// <summary>Environment of a process that is to live by it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <param name="by">From the real time on, such as "+2d" or "+90m".</param>
    public void Forward(string by) => File.WriteAllText(_file, by);

    public void Dispose() => File.Delete(_file);
}
