using System.Globalization;

namespace SimpleCrm.Timeline;

/// <summary>A place between two activities.</summary>
internal readonly record struct ActivityCursor(DateTime At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks:x}-{Id:x}");

    /// <summary>Null for a text that is no place.</summary>
    public static ActivityCursor? Read(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id >= 0
            ? new ActivityCursor(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }
}
