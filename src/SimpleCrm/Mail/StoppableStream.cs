namespace SimpleCrm.Mail;

/// <summary>
/// A read-only stream that can be made to end early: the way to leave the event parser without unwinding it. A header field of our own
/// stands first, because the parser gives a message up whose very first line is no header.
/// </summary>
internal sealed class StoppableStream(Stream inner) : Stream
{
    internal const int LeadLength = 16;
    private static readonly byte[] Lead = "X-Begin: 012345\n"u8.ToArray();
    private int _leadRead;
    private bool _stopped;
    private long _position;

    internal void Stop() => _stopped = true;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_stopped)
            return 0;
        if (_leadRead < Lead.Length)
        {
            var lead = Lead.AsSpan(_leadRead, Math.Min(buffer.Length, Lead.Length - _leadRead));
            lead.CopyTo(buffer);
            _leadRead += lead.Length;
            return lead.Length;
        }
        var read = inner.Read(buffer);
        _position += read;
        return read;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _position; set => throw new NotSupportedException(); }
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
