using System.Buffers;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>Every line ends in CRLF: a lone CR or LF lets one message smuggle in another at servers that read it differently.</summary>
internal static class LineEnds
{
    /// <summary>The same bytes where nothing is wrong.</summary>
    public static ReadOnlyMemory<byte> Normalise(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (IsNormal(bytes))
            return content;
        var writer = new ArrayBufferWriter<byte>(bytes.Length + 64);
        while (bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            writer.Write(bytes[..end]);
            writer.Write("\r\n"u8);
            var isPair = bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n';
            bytes = bytes[(end + (isPair ? 2 : 1))..];
        }
        writer.Write(bytes);
        return writer.WrittenMemory;
    }

    private static bool IsNormal(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            if (bytes[end] != '\r' || end + 1 == bytes.Length || bytes[end + 1] != '\n')
                return false;
            bytes = bytes[(end + 2)..];
        }
        return true;
    }
}
