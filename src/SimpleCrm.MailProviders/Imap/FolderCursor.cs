using System.Globalization;
using System.Text.Json;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// What a folder was like at one observation: all values come from the same STATUS or SELECT, never from two.
/// As text it is a small JSON with fields in a fixed order, so that equal cursors are equal strings.
/// </summary>
/// <param name="ModSeq">0 when the server keeps no marks for the folder.</param>
/// <param name="Ceiling">The best method that has not proved wrong here.</param>
internal readonly record struct FolderCursor(uint UidValidity, uint UidNext, ulong ModSeq, int Count, SyncMethod Ceiling = SyncMethod.Qresync)
{
    public override string ToString()
    {
        var ceiling = Ceiling == SyncMethod.Qresync ? "" : string.Create(CultureInfo.InvariantCulture, $",\"s\":{(int)Ceiling}");
        return string.Create(CultureInfo.InvariantCulture, $"{{\"v\":{UidValidity},\"n\":{UidNext},\"m\":{ModSeq},\"c\":{Count}{ceiling}}}");
    }

    /// <summary>Null when the text is not a cursor.</summary>
    public static FolderCursor? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return new FolderCursor(
                root.GetProperty("v").GetUInt32(),
                root.GetProperty("n").GetUInt32(),
                root.GetProperty("m").GetUInt64(),
                root.GetProperty("c").GetInt32(),
                root.TryGetProperty("s", out var ceiling) ? (SyncMethod)Math.Clamp(ceiling.GetInt32(), 0, 2) : SyncMethod.Qresync);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
