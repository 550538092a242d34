using System.IO.Compression;
using System.Security.Cryptography;

namespace SimpleCrm.Encryption;

/// <summary>
/// Writes an encrypted file in bounded memory. The content is compressed when its first chunk shows that this helps. Written beside its place
/// and moved there by <see cref="CompleteAsync"/>, so that a crash leaves no half file under the name; disposed before that, it leaves nothing.
/// </summary>
public sealed class SealedFileWriter : Stream
{
    private readonly KeyRing _keys;
    private readonly string _path;
    private readonly string _place;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly byte[] _first = new byte[SealedFile.ChunkSize];
    private int _firstLength;
    private Chunks? _chunks;
    private Stream? _content;
    private readonly bool _mayCompress;
    private bool _completed;

    /// <param name="keys">Whose newest key is used.</param>
    /// <param name="path">Where the file shall be. Its folder is made when missing.</param>
    /// <param name="place">What the content belongs to, as in <see cref="Vault"/>: it opens under the same name only.</param>
    /// <param name="mayCompress">False for what is to be read from anywhere, not only from its start.</param>
    public SealedFileWriter(KeyRing keys, string path, string place, bool mayCompress = true)
    {
        (_keys, _path, _place, _mayCompress) = (keys, path, place, mayCompress);
        _temporary = $"{path}.{Guid.NewGuid():N}{TemporaryExtension}";
        Guarded(() => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = Guarded(() => new FileStream(_temporary, options));
    }

    /// <summary>Ends the name of a file that is still being written.</summary>
    public const string TemporaryExtension = ".writing";

    /// <summary>Bytes written so far, before compression.</summary>
    public long ContentLength { get; private set; }

    /// <summary>What the disk refused; set before the exception reaches the caller, who may see it wrapped.</summary>
    public IOException? DiskFailure { get; private set; }

    /// <summary>The disk is full, or the quota used up (ENOSPC, EDQUOT; on Windows ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL).</summary>
    public static bool IsDiskFull(IOException? failure) =>
        failure is not null && (failure.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 122);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ContentLength += buffer.Length;
        if (_content is null)
        {
            var taken = Math.Min(buffer.Length, _first.Length - _firstLength);
            buffer[..taken].CopyTo(_first.AsMemory(_firstLength));
            _firstLength += taken;
            buffer = buffer[taken..];
            if (_firstLength < _first.Length)
                return;
            await BeginAsync(cancellationToken);
        }
        if (buffer.Length > 0)
            await GuardedAsync(_content!.WriteAsync(buffer, cancellationToken));
    }

    /// <summary>Seals the last chunk, brings the file to the disk and moves it to its place.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_content is null)
            await BeginAsync(cancellationToken);
        if (_content != _chunks)
            await GuardedAsync(_content!.DisposeAsync());
        await GuardedAsync(_chunks!.FinishAsync(cancellationToken));
        Guarded(() =>
        {
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        });
        _completed = true;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var compress = _mayCompress && CompressionHelps(_first.AsSpan(0, _firstLength));
        var (header, key) = SealedFile.Create(_keys, compress ? SealedFile.CompressedFlag : (byte)0);
        await GuardedAsync(_file.WriteAsync(header, cancellationToken));
        _chunks = new Chunks(_file, key, _place, header[5]);
        _content = compress ? new BrotliStream(_chunks, CompressionLevel.Fastest, leaveOpen: true) : _chunks;
        await GuardedAsync(_content.WriteAsync(_first.AsMemory(0, _firstLength), cancellationToken));
    }

    private static bool CompressionHelps(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < 512)
            return false;
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(sample.Length)];
        return BrotliEncoder.TryCompress(sample, packed, out var length, quality: 1, window: 16) && length < sample.Length * 9 / 10;
    }

    private async ValueTask GuardedAsync(ValueTask work)
    {
        try
        {
            await work;
        }
        catch (IOException failure)
        {
            DiskFailure = failure;
            throw;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException failure)
        {
            DiskFailure = failure;
            throw;
        }
    }

    private void Guarded(Action work) => Guarded(() => { work(); return 0; });

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override void Flush() { }
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => ContentLength;
    public override long Position { get => ContentLength; set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _chunks?.Dispose();
            _file.Dispose();
            if (!_completed)
                File.Delete(_temporary);
        }
        base.Dispose(disposing);
    }

    // Holds one chunk back, because only the end of the content tells which one is the last.
    private sealed class Chunks(FileStream file, AesGcm key, string place, byte flags) : Stream
    {
        private readonly byte[] _plain = new byte[SealedFile.ChunkSize];
        private readonly byte[] _sealed = new byte[SealedFile.ChunkSize + SealedFile.TagSize];
        private int _length;
        private long _number;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (buffer.Length > 0)
            {
                if (_length == _plain.Length)
                    await SealAsync(last: false, cancellationToken);
                var taken = Math.Min(buffer.Length, _plain.Length - _length);
                buffer[..taken].CopyTo(_plain.AsMemory(_length));
                _length += taken;
                buffer = buffer[taken..];
            }
        }

        public ValueTask FinishAsync(CancellationToken cancellationToken) => SealAsync(last: true, cancellationToken);

        private ValueTask SealAsync(bool last, CancellationToken cancellationToken)
        {
            Span<byte> nonce = stackalloc byte[12];
            SealedFile.Nonce(nonce, _number);
            key.Encrypt(nonce, _plain.AsSpan(0, _length), _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, SealedFile.TagSize), SealedFile.AssociatedData(place, _number, last, flags));
            var size = _length + SealedFile.TagSize;
            _number++;
            _length = 0;
            return file.WriteAsync(_sealed.AsMemory(0, size), cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override void Flush() { }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            key.Dispose();
            base.Dispose(disposing);
        }
    }
}
