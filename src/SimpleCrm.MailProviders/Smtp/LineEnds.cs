using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>Every line ends in CRLF: a lone CR or LF lets one message smuggle in another at servers that read it differently.</summary>
internal static class LineEnds
{
    /// <summary>The message as it stands where nothing is wrong; else, in memory, as it should be.</summary>
    public static async Task<Stream> OpenAsync(MailContent message, CancellationToken cancellationToken)
    {
        var source = await message.OpenAsync(cancellationToken);
        if (await IsNormalAsync(source, cancellationToken))
        {
            source.Position = 0;
            return source;
        }
        await source.DisposeAsync();
        return new MemoryStream(Normalise(await message.ReadAllAsync(cancellationToken)), writable: false);
    }

    private static byte[] Normalise(ReadOnlySpan<byte> bytes)
    {
        using var normal = new MemoryStream(bytes.Length + 64);
        while (bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            normal.Write(bytes[..end]);
            normal.Write("\r\n"u8);
            var isPair = bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n';
            bytes = bytes[(end + (isPair ? 2 : 1))..];
        }
        normal.Write(bytes);
        return normal.ToArray();
    }

    private static async Task<bool> IsNormalAsync(Stream source, CancellationToken cancellationToken)
    {
        var piece = new byte[64 * 1024];
        var afterReturn = false;
        int read;
        while ((read = await source.ReadAsync(piece, cancellationToken)) > 0)
            if (!IsNormal(piece.AsSpan(0, read), ref afterReturn))
                return false;
        return !afterReturn;
    }

    // Whether the piece before ended in CR goes in, whether this one does comes out.
    private static bool IsNormal(ReadOnlySpan<byte> bytes, ref bool afterReturn)
    {
        if (afterReturn)
        {
            if (bytes[0] != '\n')
                return false;
            bytes = bytes[1..];
            afterReturn = false;
        }
        while (bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            if (bytes[end] == '\n')
                return false;
            if (end + 1 == bytes.Length)
            {
                afterReturn = true;
                return true;
            }
            if (bytes[end + 1] != '\n')
                return false;
            bytes = bytes[(end + 2)..];
        }
        return true;
    }
}
