using System.Globalization;

namespace SimpleCrm.Blazor.Api;

/// <summary>Identifiers as the API shows them: text, since JavaScript's numbers end at 53 bits.</summary>
internal static class ApiIds
{
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
    public static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
    public static long? Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
