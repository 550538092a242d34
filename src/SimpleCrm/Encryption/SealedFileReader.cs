using System.IO.Compression;
using System.Security.Cryptography;

namespace SimpleCrm.Encryption;

/// <summary>
/// Reads an encrypted file forward, a chunk at a time: no byte is given out before its chunk has been proved. Throws
/// <see cref="CryptographicException"/> where the file was altered, cut or belongs elsewhere.
/// </summary>
public sealed class SealedFileReader : Stream
{
    private readonly FileStream _file;
    private readonly AesGcm _key;
    private readonly string _place;
    private readonly byte _flags;
    private readonly byte[] _sealed = new byte[SealedFile.ChunkSize + SealedFile.TagSize];
    private readonly byte[] _plain = new byte[SealedFile.ChunkSize];
    private int _length;
    private int _taken;
    private long _number;
    private bool _ended;

    private SealedFileReader(FileStream file, AesGcm key, string place, byte flags) => (_file, _key, _place, _flags) = (file, key, place, flags);

    /// <summary>Opens the file; its first chunk is proved at once.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="CryptographicException">It does not open under this name.</exception>
    public static async Task<Stream> OpenAsync(KeyRing keys, string path, string place, CancellationToken cancellationToken, bool deleteOnClose = false)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | (deleteOnClose ? FileOptions.DeleteOnClose : 0),
            BufferSize = 0,
        });
        SealedFileReader? reader = null;
        try
        {
            var header = new byte[SealedFile.HeaderSize];
            await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
            reader = new SealedFileReader(file, SealedFile.Open(keys, header), place, header[5]);
            await reader.NextAsync(cancellationToken);
            return header[5] == SealedFile.CompressedFlag ? new BrotliStream(reader, CompressionMode.Decompress) : reader;
        }
        catch
        {
            await (reader?.DisposeAsync() ?? file.DisposeAsync());
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _length && !_ended)
            await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _length - _taken);
        _plain.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        var size = await _file.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken);
        _ended = _file.Position == _file.Length;
        if (size < SealedFile.TagSize)
            throw new CryptographicException("The encrypted file is cut off.");
        Unseal(size);
    }

    private void Unseal(int size)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealedFile.Nonce(nonce, _number);
        _length = size - SealedFile.TagSize;
        _taken = 0;
        _key.Decrypt(nonce, _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, SealedFile.TagSize), _plain.AsSpan(0, _length), SealedFile.AssociatedData(_place, _number, _ended, _flags));
        _number++;
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _key.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }
}
