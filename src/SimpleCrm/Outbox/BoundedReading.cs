namespace SimpleCrm.Outbox;

/// <summary>Reads streams of foreign length.</summary>
internal static class BoundedReading
{
    /// <summary>Everything, or null when it is more than the most.</summary>
    public static async Task<byte[]?> ReadAllAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        // Small pieces and one array of the right size: a growing buffer would need three times the room.
        var pieces = new List<ReadOnlyMemory<byte>>();
        long length = 0;
        while (true)
        {
            var piece = new byte[64 * 1024];
            var read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
            length += read;
            if (length > most)
                return null;
            pieces.Add(piece.AsMemory(0, read));
            if (read < piece.Length)
                break;
        }
        var all = new byte[length];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(all.AsSpan(at));
            at += piece.Length;
        }
        return all;
    }
}
