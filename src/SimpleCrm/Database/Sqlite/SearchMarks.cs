using System.Numerics;

namespace SimpleCrm.Database.Sqlite;

/// <summary>
/// Facts that never change, kept in the index as words that nobody can type (private use characters), so that they can be combined with words
/// and still be read newest first.
/// </summary>
internal static class SearchMarks
{
    /// <summary>In every email: what a search that only excludes starts from.</summary>
    public const string Everything = "\uE000";
    public const string Attachment = "\uE001";
    private const char FirstSize = '\uE100';

    public static string Of(bool hasAttachments, long size) =>
        $"{Everything}{(hasAttachments ? " " + Attachment : "")} {Size(size)}";

    /// <summary>The magnitudes that emails of at least, or at most, this many bytes may have.</summary>
    public static IEnumerable<string> Sizes(long? atLeast, long? atMost)
    {
        for (var magnitude = atLeast is { } low ? Magnitude(low) : 0; magnitude <= (atMost is { } high ? Magnitude(high) : 63); magnitude++)
            yield return ((char)(FirstSize + magnitude)).ToString();
    }

    private static string Size(long size) => ((char)(FirstSize + Magnitude(size))).ToString();

    private static int Magnitude(long size) => BitOperations.Log2((ulong)Math.Max(size, 1));
}
