using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SimpleCrm.Encryption;

/// <summary>
/// Encrypts fields at rest with AES-256-GCM. An envelope is: format (1 byte), key version (4), nonce (12), tag (16), ciphertext.
/// The associated data names the row and field ("Mailboxes:42:Credentials"), so ciphertext moved elsewhere does not open.
/// </summary>
public sealed class Vault(KeyRing keys)
{
    private const byte Plain = 1;
    private const byte Compressed = 2;
    private const int Header = 1 + 4 + 12 + 16;

    /// <summary>Encrypts bytes as they are.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> content, string place) => Seal(Plain, content, place);

    /// <summary>Encrypts text, compressed first where that makes it smaller. Empty text gives an empty array.</summary>
    public byte[] EncryptText(string? text, string place)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        return EncryptPacked(Encoding.UTF8.GetBytes(text), place);
    }

    /// <summary>Encrypts bytes, compressed first where that makes them smaller.</summary>
    public byte[] EncryptPacked(ReadOnlySpan<byte> content, string place)
    {
        if (content.Length < 128)
            return Seal(Plain, content, place);
        // A window no larger than the content: the library clears memory in proportion to it.
        var window = Math.Clamp(BitOperations.Log2((uint)content.Length) + 1, 10, 20);
        var packed = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            // What does not become smaller does not fit, and stays as it is.
            if (!BrotliEncoder.TryCompress(content, packed.AsSpan(4, content.Length - 4), out var length, quality: 1, window))
                return Seal(Plain, content, place);
            BinaryPrimitives.WriteInt32LittleEndian(packed, content.Length);
            return Seal(Compressed, packed.AsSpan(0, length + 4), place);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packed.AsSpan(0, content.Length));
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Opens an envelope.</summary>
    /// <exception cref="CryptographicException">It was altered, belongs elsewhere, or its key is not in the ring.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> envelope, string place)
    {
        if (envelope.Length < Header)
            throw new CryptographicException("The encrypted value is too short.");
        var content = new byte[envelope.Length - Header];
        using var aes = new AesGcm(keys.Find(BinaryPrimitives.ReadInt32LittleEndian(envelope[1..])), tagSizeInBytes: 16);
        aes.Decrypt(envelope[5..17], envelope[Header..], envelope[17..33], content, AssociatedData(envelope[0], place));
        if (envelope[0] == Plain)
            return content;
        var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(content)];
        if (!BrotliDecoder.TryDecompress(content.AsSpan(4), text, out var written) || written != text.Length)
            throw new CryptographicException("The encrypted value does not decompress.");
        return text;
    }

    /// <summary>Opens an envelope that holds text; empty gives an empty string.</summary>
    /// <exception cref="CryptographicException">It was altered, belongs elsewhere, or its key is not in the ring.</exception>
    public string DecryptText(byte[] envelope, string place) =>
        envelope.Length == 0 ? "" : Encoding.UTF8.GetString(Decrypt(envelope, place));

    private byte[] Seal(byte format, ReadOnlySpan<byte> content, string place)
    {
        var envelope = new byte[Header + content.Length];
        envelope[0] = format;
        BinaryPrimitives.WriteInt32LittleEndian(envelope.AsSpan(1), keys.CurrentVersion);
        RandomNumberGenerator.Fill(envelope.AsSpan(5, 12));
        using var aes = new AesGcm(keys.Find(keys.CurrentVersion), tagSizeInBytes: 16);
        aes.Encrypt(envelope.AsSpan(5, 12), content, envelope.AsSpan(Header), envelope.AsSpan(17, 16), AssociatedData(format, place));
        return envelope;
    }

    private static byte[] AssociatedData(byte format, string place) => Encoding.UTF8.GetBytes($"{format}:{place}");
}
