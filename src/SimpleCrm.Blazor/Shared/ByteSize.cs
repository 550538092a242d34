using System.Globalization;

namespace SimpleCrm.Blazor.Shared;

/// <summary>Sizes for people.</summary>
public static class ByteSize
{
    /// <summary>"512 B", "184 kB", "2.3 MB".</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{Math.Round(bytes / 1000d)} kB",
        _ => (bytes / 1_000_000d).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
    };
}
