using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SimpleCrm.Encryption;

/// <summary>
/// The form of encrypted files: a header (magic, format, flags, key version, salt), then chunks of 64 KiB sealed with AES-256-GCM under a
/// key of the file's own (HKDF of the ring's key and the salt). A chunk's nonce is its number; its associated data names the place, the number,
/// the flags and whether it is the last, so that chunks cannot be swapped, cut off or moved to another file.
/// </summary>
internal static class SealedFile
{
    public const int ChunkSize = 64 * 1024;
    public const int TagSize = 16;
    public const int HeaderSize = 4 + 1 + 1 + 4 + SaltSize;
    public const byte CompressedFlag = 1;
    private const int SaltSize = 16;
    private const byte Format = 1;
    private static ReadOnlySpan<byte> Magic => "SCF1"u8;

    public static (byte[] Header, AesGcm Key) Create(KeyRing keys, byte flags)
    {
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        header[4] = Format;
        header[5] = flags;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(6), keys.CurrentVersion);
        RandomNumberGenerator.Fill(header.AsSpan(10));
        return (header, KeyOf(keys, header));
    }

    /// <exception cref="CryptographicException">It is no such file, or its key is not in the ring.</exception>
    public static AesGcm Open(KeyRing keys, ReadOnlySpan<byte> header)
    {
        if (header.Length != HeaderSize || !header[..4].SequenceEqual(Magic) || header[4] != Format || header[5] > CompressedFlag)
            throw new CryptographicException("The encrypted file is damaged.");
        return KeyOf(keys, header);
    }

    public static void Nonce(Span<byte> nonce, long chunk)
    {
        nonce[..4].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce[4..], chunk);
    }

    public static byte[] AssociatedData(string place, long chunk, bool last, byte flags) =>
        Encoding.UTF8.GetBytes($"{place}:{chunk}:{(last ? "last" : "more")}:{flags}");

    private static AesGcm KeyOf(KeyRing keys, ReadOnlySpan<byte> header)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Find(BinaryPrimitives.ReadInt32LittleEndian(header[6..])), key, header[10..], "files"u8);
        var aes = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
