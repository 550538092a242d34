using System.Security.Cryptography;
using System.Text;
using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>What an email is recognised by wherever it is moved.</summary>
internal static class EmailIdentity
{
    /// <summary>
    /// SHA-256 over Message-ID, date, sender and subject. The size takes part only where the Message-ID is missing, since servers add
    /// headers, and for drafts, whose text changes under one Message-ID.
    /// </summary>
    public static byte[] Hash(ParsedEmail email, long size, bool isDraft)
    {
        var text = new StringBuilder(256)
            .Append(email.MessageId).Append('\n')
            .Append(email.SentAt?.ToUnixTimeSeconds()).Append('\n')
            .Append(email.From.Email.ToLowerInvariant()).Append('\n')
            .AppendJoin(' ', email.Subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (email.MessageId is null || isDraft)
            text.Append('\n').Append(size);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The key of a Message-ID in <see cref="ThreadReference"/>.</summary>
    public static byte[] MessageIdHash(string messageId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), hash);
        return hash[..16].ToArray();
    }

    /// <summary>Compares hashes by content.</summary>
    public static IEqualityComparer<byte[]> Comparer { get; } = new HashComparer();

    private sealed class HashComparer : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x is null ? y is null : y is not null && x.AsSpan().SequenceEqual(y);

        // The bytes are already spread evenly.
        public int GetHashCode(byte[] hash) => hash.Length < 4 ? 0 : BitConverter.ToInt32(hash, 0);
    }
}
