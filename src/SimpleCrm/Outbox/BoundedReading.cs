namespace SimpleCrm.Outbox;

/// <summary>Reads streams of foreign length.</summary>
internal static class BoundedReading
{
    /// <summary>Everything, or null when it is more than the most.</summary>
    public static async Task<byte[]?> ReadAllAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (all.Length + read > most)
                return null;
            all.Write(chunk, 0, read);
        }
        return all.ToArray();
    }
}
