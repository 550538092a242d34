using Microsoft.Extensions.Options;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mail;

/// <summary>The encrypted files of fetched attachments, below <c>DataDirectory/attachments</c>. Knows files only; rows are the callers'.</summary>
public sealed class AttachmentStore(KeyRing keys, IOptions<SimpleCrmOptions> options)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "attachments");

    /// <summary>Begins the file of an attachment; nothing is stored before the writer is completed.</summary>
    public SealedFileWriter Create(long attachmentId) => new(keys, PathOf(attachmentId), Place(attachmentId));

    /// <summary>Opens a stored file.</summary>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was altered; further reading may still throw the same.</exception>
    public Task<Stream> OpenAsync(long attachmentId, CancellationToken cancellationToken) =>
        SealedFileReader.OpenAsync(keys, PathOf(attachmentId), Place(attachmentId), cancellationToken);

    /// <summary>Deletes the files of attachments, where they exist. For disconnect and erasure; the rows go first or in the same breath.</summary>
    public void Delete(IEnumerable<long> attachmentIds)
    {
        foreach (var id in attachmentIds)
            if (File.Exists(PathOf(id)))
                File.Delete(PathOf(id));
    }

    /// <summary>A file for a short while (a message's source): encrypted like the others, gone when its reader is closed.</summary>
    internal (SealedFileWriter Writer, Func<CancellationToken, Task<Stream>> OpenAsync) CreatePassing()
    {
        var name = Guid.NewGuid().ToString("N");
        var path = Path.Combine(_folder, "passing", name + SealedFileWriter.TemporaryExtension);
        var place = $"Passing:{name}";
        return (new SealedFileWriter(keys, path, place), ct => SealedFileReader.OpenAsync(keys, path, place, ct, deleteOnClose: true));
    }

    /// <summary>Removes what a killed process left half written.</summary>
    internal void RemoveUnfinished()
    {
        if (Directory.Exists(_folder))
            foreach (var path in Directory.EnumerateFiles(_folder, "*" + SealedFileWriter.TemporaryExtension, SearchOption.AllDirectories))
                File.Delete(path);
    }

    /// <summary>The attachments that have a file.</summary>
    internal IEnumerable<long> Stored() => !Directory.Exists(_folder) ? [] :
        Directory.EnumerateFiles(_folder, "*.sealed", SearchOption.AllDirectories)
            .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path), out var id) ? id : 0)
            .Where(id => id != 0);

    // Ids ascend with zeros at their end; multiplied, they spread over 256 folders.
    internal string PathOf(long attachmentId) =>
        Path.Combine(_folder, ((ulong)attachmentId * 0x9E3779B97F4A7C15 >> 56).ToString("x2"), $"{attachmentId}.sealed");

    private static string Place(long attachmentId) => $"Attachments:{attachmentId}:Content";
}
