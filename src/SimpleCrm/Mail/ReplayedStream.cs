namespace SimpleCrm.Mail;

/// <summary>Seeks in what can only be read forward: going on skips, going back opens it anew.</summary>
internal sealed class ReplayedStream(Stream stream, Func<CancellationToken, ValueTask<Stream>> open, long length) : Stream
{
    private Stream _stream = stream;
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        if (Position < _at)
        {
            _stream.Dispose();
            (_stream, _at) = (open(CancellationToken.None).AsTask().GetAwaiter().GetResult(), 0);
        }
        Span<byte> skipped = stackalloc byte[4096];
        while (_at < Position)
        {
            var passed = _stream.Read(skipped[..(int)Math.Min(skipped.Length, Position - _at)]);
            if (passed == 0)
                return 0;
            _at += passed;
        }
        var read = _stream.Read(buffer);
        Position = _at += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position != _at)
            return Read(buffer.Span);
        var read = await _stream.ReadAsync(buffer, cancellationToken);
        Position = _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Position { get; set; }
    public override long Length => length;
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }
}
