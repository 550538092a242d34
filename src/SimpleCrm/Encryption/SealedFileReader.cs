using System.IO.Compression;
using System.Security.Cryptography;

namespace SimpleCrm.Encryption;

/// <summary>
/// Reads an encrypted file a chunk at a time: no byte is given out before its chunk has been proved. Throws
/// <see cref="CryptographicException"/> where the file was altered, cut or belongs elsewhere. What is not compressed can be read from anywhere.
/// </summary>
public sealed class SealedFileReader : Stream
{
    private const int SealedSize = SealedFile.ChunkSize + SealedFile.TagSize;
    private readonly FileStream _file;
    private readonly AesGcm _key;
    private readonly string _place;
    private readonly byte _flags;
    private readonly byte[] _sealed = new byte[SealedSize];
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

    /// <summary>Bytes of the content of a file that is not compressed.</summary>
    internal static long ContentLength(long fileLength)
    {
        var chunks = fileLength - SealedFile.HeaderSize;
        return chunks - (((chunks + SealedSize - 1) / SealedSize) * SealedFile.TagSize);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _length && !_ended)
            await NextAsync(cancellationToken);
        return Take(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_taken == _length && !_ended)
            Unseal(_file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false));
        return Take(buffer);
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _length - _taken);
        _plain.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    private async Task NextAsync(CancellationToken cancellationToken) =>
        Unseal(await _file.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken));

    private void Unseal(int size)
    {
        _ended = _file.Position == _file.Length;
        if (size < SealedFile.TagSize)
            throw new CryptographicException("The encrypted file is cut off.");
        Span<byte> nonce = stackalloc byte[12];
        SealedFile.Nonce(nonce, _number);
        _length = size - SealedFile.TagSize;
        _taken = 0;
        _key.Decrypt(nonce, _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, SealedFile.TagSize), _plain.AsSpan(0, _length), SealedFile.AssociatedData(_place, _number, _ended, _flags));
        _number++;
    }

    public override bool CanSeek => _flags != SealedFile.CompressedFlag;

    public override long Length => CanSeek ? ContentLength(_file.Length) : throw new NotSupportedException();

    public override long Position
    {
        get => CanSeek ? ((_number - 1) * SealedFile.ChunkSize) + _taken : throw new NotSupportedException();
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var length = Length;
        var target = Math.Clamp(origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset }, 0, length);
        // The end is within the last chunk, whether that is full or not.
        var number = Math.Min(target, Math.Max(0, length - 1)) / SealedFile.ChunkSize;
        if (number != _number - 1)
        {
            _file.Position = SealedFile.HeaderSize + (number * SealedSize);
            _number = number;
            Unseal(_file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false));
        }
        _taken = (int)(target - (number * SealedFile.ChunkSize));
        return target;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override bool CanRead => true;
    public override bool CanWrite => false;
    public override void Flush() { }
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
