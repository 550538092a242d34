namespace SimpleCrm.TestServers;

/// <summary>The browser of the system, for Playwright's <c>ExecutablePath</c> and <c>Args</c>.</summary>
public static class Chromium
{
    /// <summary>Named by the variable CHROMIUM, else Debian's.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public static bool IsInstalled => File.Exists(Path);

    /// <summary>Nothing reaches out by itself; the sandbox is off because containers run as root.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
}
