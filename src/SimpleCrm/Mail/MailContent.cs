using MimeKit.IO;

namespace SimpleCrm.Mail;

/// <summary>The octets of a message, or of a file within one. They can be read more than once, and need not be in memory.</summary>
public sealed class MailContent
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    /// <param name="bytes">All of it.</param>
    public MailContent(ReadOnlyMemory<byte> bytes)
        : this(bytes.Length, _ => new(StreamOf(bytes)))
    {
    }

    /// <param name="length">Bytes.</param>
    /// <param name="open">Opens it at its start, as often as asked. What cannot seek, or has something else before its start, is opened anew to go back.</param>
    public MailContent(long length, Func<CancellationToken, ValueTask<Stream>> open) => (Length, _open) = (length, open);

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Opens it at its start; the stream can seek, and is the caller's to dispose.</summary>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = await _open(cancellationToken);
        return stream is { CanSeek: true, Position: 0 } ? stream : new ReplayedStream(stream, _open, Length);
    }

    /// <summary>The same behind other octets.</summary>
    public MailContent Behind(ReadOnlyMemory<byte> head) => new(head.Length + Length, async cancellationToken =>
    {
        var chain = new ChainedStream();
        chain.Add(StreamOf(head));
        chain.Add(await OpenAsync(cancellationToken));
        return chain;
    });

    /// <summary>All of it, in memory: for what is known to be small.</summary>
    public async ValueTask<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[Length];
        await using var stream = await OpenAsync(cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public static implicit operator MailContent(byte[] bytes) => new(bytes);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
