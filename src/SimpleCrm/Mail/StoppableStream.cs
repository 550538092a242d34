namespace SimpleCrm.Mail;

/// <summary>
/// A read-only stream that can be made to end early: the way to leave the event parser without unwinding it. A header field of our own
/// stands first, because the parser gives a message up whose very first line is no header.
/// </summary>
internal sealed class StoppableStream(Stream inner, int maxHeaderBytes) : Stream
{
    internal const int LeadLength = 16;
    private static readonly byte[] Lead = "X-Begin: 012345\n"u8.ToArray();
    private int _leadRead;
    private bool _inHeader = true;
    private bool _lineStart = true;
    private long _field;
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
        int kept;
        do
        {
            var read = inner.Read(buffer);
            kept = _inHeader ? CutHeader(buffer[..read]) : read;
            if (read == 0)
                break;
        }
        while (kept == 0);
        _position += kept;
        return kept;
    }

    /// <summary>Octets of the message's own header that were left out.</summary>
    internal long Dropped { get; private set; }

    /// <summary>The parser's cost grows with the square of a field's length, so the rest of a field past the limit never reaches it.</summary>
    private int CutHeader(Span<byte> bytes)
    {
        var kept = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = bytes[i];
            var starts = _lineStart;
            _lineStart = c == '\n';
            if (starts && c is (byte)'\n' or (byte)'\r')
            {
                _inHeader = false;
                bytes[i..].CopyTo(bytes[kept..]);
                return kept + bytes.Length - i;
            }
            if (starts && c is not ((byte)' ' or (byte)'\t'))
                _field = 0;
            // A little more than the limit stays, so that the reader sees that the field was cut.
            if (++_field <= maxHeaderBytes + 64L || starts || c == '\n')
                bytes[kept++] = c;
            else
                Dropped++;
        }
        return kept;
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
