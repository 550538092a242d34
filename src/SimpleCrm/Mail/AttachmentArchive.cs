using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>All files of an email in one ZIP archive, written as they are read.</summary>
public sealed class AttachmentArchive(IDbContextFactory<SimpleCrmDbContext> contexts, AttachmentReading reading)
{
    /// <summary>The ids of an email's files that its body does not show itself; null when the email is unknown to the viewer.</summary>
    public async Task<IReadOnlyList<long>?> FilesAsync(Viewer viewer, long emailId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.MayReadAsync(viewer, emailId, cancellationToken))
            return null;
        return await db.Attachments.Where(a => a.EmailId == emailId && !a.IsInline).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Writes the files. One that cannot be had now is named in a text of its own instead.</summary>
    public async Task WriteAsync(Viewer viewer, IReadOnlyList<long> attachmentIds, Stream output, CancellationToken cancellationToken)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var id in attachmentIds)
        {
            try
            {
                if (await reading.OpenAsync(viewer, id, cancellationToken) is not { } file)
                    continue;
                await using (file)
                {
                    await using var entry = await archive.CreateEntry(Unused(used, file.FileName), CompressionLevel.Fastest).OpenAsync(cancellationToken);
                    await file.Content.CopyToAsync(entry, cancellationToken);
                }
            }
            catch (AttachmentUnavailableException)
            {
                await using var entry = await archive.CreateEntry(Unused(used, "A file is missing.txt")).OpenAsync(cancellationToken);
                await entry.WriteAsync("A file of this email could not be fetched from the mail server. Try again later.\r\n"u8.ToArray(), cancellationToken);
            }
        }
    }

    private static string Unused(HashSet<string> used, string name)
    {
        var ending = Path.GetExtension(name);
        var stem = name[..^ending.Length];
        for (var number = 2; !used.Add(name); number++)
            name = $"{stem} ({number}){ending}";
        return name;
    }
}
