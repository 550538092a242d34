using System.Text;

namespace SimpleCrm.Importing;

/// <summary>Tells how the text of a file is encoded: by its byte order mark, else by what its bytes can be.</summary>
internal static class TextEncodings
{
    private const int Sample = 64 * 1024;

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads the file once, and leaves it at the beginning.</summary>
    public static async Task<Encoding> DetectAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = new byte[Sample];
        var count = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var encoding = ByMark(buffer.AsSpan(0, count)) ?? ByZeros(buffer.AsSpan(0, count));
        if (encoding is null)
        {
            file.Position = 0;
            encoding = await IsUtf8Async(file, buffer, cancellationToken) ? Encoding.UTF8 : Windows;
        }
        file.Position = 0;
        return encoding;
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    // Western text in UTF-16 has a zero in every other byte.
    private static Encoding? ByZeros(ReadOnlySpan<byte> bytes)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        var most = bytes.Length / 8;
        return odd > most && even < odd / 4 ? Encoding.Unicode : even > most && odd < even / 4 ? Encoding.BigEndianUnicode : null;
    }

    private static async Task<bool> IsUtf8Async(Stream file, byte[] buffer, CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var characters = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
        try
        {
            while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                decoder.GetChars(buffer, 0, count, characters, 0, flush: false);
            decoder.GetChars([], 0, 0, characters, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
