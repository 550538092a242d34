using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// Files a person has added to an email that is not sent yet, kept encrypted for two days at most. The owner is part of what a file is
/// sealed to: an id in other hands opens nothing.
/// </summary>
public sealed class AttachmentUploads(IOptions<SimpleCrmOptions> options, KeyRing keys, TimeProvider time)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "uploads");

    /// <summary>Stores a file.</summary>
    /// <returns>Null when it is larger than <see cref="OutboxLimits.AttachmentBytes"/>.</returns>
    public async Task<UploadedAttachment?> StoreAsync(Viewer viewer, string fileName, string? mimeType, Stream content, CancellationToken cancellationToken)
    {
        var type = ContentTypes.Of(mimeType, fileName);
        var name = FileNames.Clean(fileName, type);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using var file = new SealedFileWriter(keys, PathOf(id), Place(viewer, id));
        // The label takes the first line, so that one file says all.
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new Label(name, type)), cancellationToken);
        await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
        long size = 0;
        var chunk = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            size += read;
            if (size > OutboxLimits.AttachmentBytes)
                return null;
            await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }
        await file.CompleteAsync(cancellationToken);
        return new UploadedAttachment(id, name, type, size);
    }

    /// <summary>Deletes a file the person removed again.</summary>
    /// <returns>False when there is none of theirs.</returns>
    public async Task<bool> DeleteAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken)
    {
        if (await UseAsync(viewer, uploadId, (label, _) => Task.FromResult<Label?>(label), cancellationToken) is null)
            return false;
        File.Delete(PathOf(uploadId));
        return true;
    }

    /// <summary>An uploaded picture, to be shown in the text it stands in; null when there is none of theirs, or it is no picture by its own signature.</summary>
    public async Task<(byte[] Content, string MimeType)?> PictureAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken) =>
        await OpenAsync(viewer, uploadId, cancellationToken) is { } file && await file.PictureAsync(cancellationToken) is { } kind
            ? (await file.Content.ReadAllAsync(cancellationToken), kind)
            : null;

    /// <summary>What an upload is; null when there is none of theirs.</summary>
    public Task<UploadedAttachment?> FindAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken) => UseAsync(viewer, uploadId, async (label, content) =>
        new UploadedAttachment(uploadId, label.FileName, label.MimeType, await BoundedReading.CountAsync(content, long.MaxValue, cancellationToken) ?? 0), cancellationToken);

    internal Task<OutgoingPart?> OpenAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken) => UseAsync(viewer, uploadId, async (label, content) =>
        await BoundedReading.CountAsync(content, OutboxLimits.AttachmentBytes, cancellationToken) is { } length
            ? new OutgoingPart(label.FileName, label.MimeType, new MailContent(length, async ct => await OpenContentAsync(viewer, uploadId, ct)))
            : null, cancellationToken);

    private async Task<Stream> OpenContentAsync(Viewer viewer, string uploadId, CancellationToken cancellationToken)
    {
        var file = await SealedFileReader.OpenAsync(keys, PathOf(uploadId), Place(viewer, uploadId), cancellationToken);
        await ReadLineAsync(file, cancellationToken);
        return file;
    }

    // The content comes as it is read, never all at once.
    private async Task<T?> UseAsync<T>(Viewer viewer, string uploadId, Func<Label, Stream, Task<T?>> use, CancellationToken cancellationToken) where T : class
    {
        if (uploadId.Length != 32 || !uploadId.All(char.IsAsciiHexDigitLower))
            return null;
        try
        {
            await using var file = await SealedFileReader.OpenAsync(keys, PathOf(uploadId), Place(viewer, uploadId), cancellationToken);
            return await use(JsonSerializer.Deserialize<Label>(await ReadLineAsync(file, cancellationToken))!, file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadLineAsync(Stream file, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await file.ReadAsync(next, cancellationToken) > 0 && next[0] != '\n')
            line.Add(next[0]);
        return [.. line];
    }

    /// <summary>Keeps files that a draft uses from being deleted as forgotten.</summary>
    internal void Keep(IEnumerable<string> uploadIds)
    {
        foreach (var path in uploadIds.Select(PathOf).Where(File.Exists))
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
    }

    internal void DeleteOld()
    {
        if (!Directory.Exists(_folder))
            return;
        var oldest = time.GetUtcNow() - OutboxLimits.UploadLifetime;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < oldest.UtcDateTime))
            file.Delete();
    }

    private string PathOf(string id) => Path.Combine(_folder, id);

    private static string Place(Viewer viewer, string id) => $"Uploads:{viewer.UserId}:{id}";

    private sealed record Label(string FileName, string MimeType);
}
