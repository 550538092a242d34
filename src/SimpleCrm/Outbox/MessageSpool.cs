using SimpleCrm.Encryption;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// A message while it is written: in memory as long as it is small, beyond that in an encrypted file. Disposed without being kept, it leaves nothing.
/// </summary>
internal sealed class MessageSpool(KeyRing keys, string path, string place) : Stream
{
    /// <summary>Bytes beyond which a message goes to a file.</summary>
    public const int MostInMemory = 512 * 1024;

    private readonly MemoryStream _memory = new();
    private SealedFileWriter? _file;
    private bool _completed, _kept;

    /// <summary>The whole message; null when it is in a file.</summary>
    public ReadOnlyMemory<byte>? InMemory => _file is null ? new ReadOnlyMemory<byte>(_memory.GetBuffer(), 0, (int)_memory.Length) : default(ReadOnlyMemory<byte>?);

    /// <summary>What was written, once it is complete. Not to be used after disposal unless it is kept.</summary>
    public MailContent Content => InMemory is { } bytes
        ? new MailContent(bytes)
        : new MailContent(Length, async cancellationToken => await SealedFileReader.OpenAsync(keys, path, place, cancellationToken));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_file is null && _memory.Length + buffer.Length > MostInMemory)
        {
            _file = new SealedFileWriter(keys, path, place, mayCompress: false);
            await _file.WriteAsync(_memory.GetBuffer().AsMemory(0, (int)_memory.Length), cancellationToken);
            _memory.SetLength(0);
            _memory.Capacity = 0;
        }
        if (_file is not null)
            await _file.WriteAsync(buffer, cancellationToken);
        else
            _memory.Write(buffer.Span);
    }

    /// <summary>Ends the message; a file is on the disk and in its place then.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_file is not null)
            await _file.CompleteAsync(cancellationToken);
        _completed = true;
    }

    /// <summary>Its file stays.</summary>
    public void Keep() => _kept = true;

    public override long Length => _file?.ContentLength ?? _memory.Length;
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override long Position { get => Length; set => throw new NotSupportedException(); }
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            if (_file is not null && _completed && !_kept)
                File.Delete(path);
        }
        base.Dispose(disposing);
    }
}
