using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// Files a person has added to an email that is not sent yet, kept encrypted for two days at most. The owner is part of the
/// associated data: an id in other hands opens nothing.
/// </summary>
public sealed class AttachmentUploads(IOptions<SimpleCrmOptions> options, Vault vault, TimeProvider time)
{
    private string Folder => Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "uploads");

    /// <summary>Stores a file.</summary>
    /// <returns>Null when it is larger than <see cref="OutboxLimits.AttachmentBytes"/>.</returns>
    public async Task<UploadedAttachment?> StoreAsync(Viewer viewer, string fileName, string? mimeType, Stream content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > OutboxLimits.AttachmentBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }
        var type = FileTypes.Of(mimeType, fileName);
        var name = FileNames.Clean(fileName, type);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var header = JsonSerializer.SerializeToUtf8Bytes(new Label(name, type));
        var packed = new byte[4 + header.Length + buffer.Length];
        BitConverter.TryWriteBytes(packed, header.Length);
        header.CopyTo(packed, 4);
        buffer.GetBuffer().AsSpan(0, (int)buffer.Length).CopyTo(packed.AsSpan(4 + header.Length));
        Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(Path.Combine(Folder, id), vault.EncryptPacked(packed, Place(viewer, id)), cancellationToken);
        return new UploadedAttachment(id, name, type, buffer.Length);
    }

    /// <summary>Deletes a file the person removed again.</summary>
    public bool Delete(Viewer viewer, string uploadId)
    {
        if (Open(viewer, uploadId) is null)
            return false;
        File.Delete(Path.Combine(Folder, uploadId));
        return true;
    }

    internal OutgoingPart? Open(Viewer viewer, string uploadId)
    {
        if (uploadId.Length != 32 || !uploadId.All(char.IsAsciiHexDigitLower))
            return null;
        var path = Path.Combine(Folder, uploadId);
        if (!File.Exists(path))
            return null;
        byte[] packed;
        try
        {
            packed = vault.Decrypt(File.ReadAllBytes(path), Place(viewer, uploadId));
        }
        catch (CryptographicException)
        {
            return null;
        }
        var headerLength = BitConverter.ToInt32(packed);
        var label = JsonSerializer.Deserialize<Label>(packed.AsSpan(4, headerLength))!;
        return new OutgoingPart(label.FileName, label.MimeType, packed[(4 + headerLength)..]);
    }

    internal void DeleteOld()
    {
        if (!Directory.Exists(Folder))
            return;
        var oldest = time.GetUtcNow() - OutboxLimits.UploadLifetime;
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < oldest.UtcDateTime))
            file.Delete();
    }

    private static string Place(Viewer viewer, string id) => $"Uploads:{viewer.UserId}:{id}";

    private sealed record Label(string FileName, string MimeType);
}
