namespace SimpleCrm.Outbox;

/// <summary>Reads streams of foreign length.</summary>
internal static class BoundedReading
{
    /// <summary>How many bytes there are; null when more than the most.</summary>
    public static async Task<long?> CountAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        var piece = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = await content.ReadAsync(piece, cancellationToken)) > 0)
            if ((length += read) > most)
                return null;
        return length;
    }

    /// <summary>Everything, or null when it is more than the most.</summary>
    public static async Task<byte[]?> ReadAllAsync(Stream content, int most, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (all.Length + read > most)
                return null;
            all.Write(piece, 0, read);
        }
        return all.ToArray();
    }
}
