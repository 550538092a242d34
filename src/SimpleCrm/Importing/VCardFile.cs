using System.Runtime.CompilerServices;
using System.Text;

namespace SimpleCrm.Importing;

/// <summary>Reads files of vCards 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), each card as a row. What cannot be read of a card is passed over.</summary>
internal static class VCardFile
{
    private static readonly string[] Names = ["Name", "Given name", "Family name", "Title", "Company", "Email", "Phone", "Website", "Tags"];

    /// <summary>Whether this is the beginning of such a file.</summary>
    public static bool Is(ReadOnlySpan<byte> beginning)
    {
        var text = Encoding.Latin1.GetString(beginning).Replace("\0", "", StringComparison.Ordinal).TrimStart('ï', '»', '¿', 'ÿ', 'þ', ' ', '\r', '\n', '\t');
        return text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);
    }

    public static async Task<FileTable> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var encoding = await TextEncodings.DetectAsync(file, cancellationToken);
        return new FileTable(encoding.WebName, "", Names, RowsAsync(file, encoding, cancellationToken));
    }

    private static async IAsyncEnumerable<FileRow> RowsAsync(Stream file, Encoding encoding, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isWide = encoding is UnicodeEncoding or UTF32Encoding;
        // Byte by byte: a property may have an encoding of its own.
        using var reader = new StreamReader(file, isWide ? encoding : Encoding.Latin1, detectEncodingFromByteOrderMarks: isWide);
        var lines = new VCardLines(reader);
        VCard? card = null;
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (VCardProperty.Parse(line.Text, isWide ? null : encoding) is not { } property)
                continue;
            if (property.Is("BEGIN", "VCARD"))
            {
                if (card is not null)
                    yield return card.ToRow("This card has no end; the next one begins within it.");
                card = new VCard(line.Number);
            }
            else if (property.Is("END", "VCARD") && card is not null)
            {
                yield return card.ToRow(null);
                card = null;
            }
            else
                card?.Add(property);
        }
        if (card is not null)
            yield return card.ToRow("This card has no end: the file was cut off.");
    }
}
