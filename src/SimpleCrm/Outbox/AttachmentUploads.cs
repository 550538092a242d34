using SimpleCrm.Access;

namespace SimpleCrm.Outbox;

/// <summary>Files a person has added to an email that is not sent yet, kept encrypted for two days at most.</summary>
public sealed class AttachmentUploads
{
    /// <summary>Stores a file.</summary>
    /// <returns>Null when it is larger than <see cref="OutboxLimits.AttachmentBytes"/>.</returns>
    public Task<UploadedAttachment?> StoreAsync(Viewer viewer, string fileName, string? mimeType, Stream content, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Deletes a file the person removed again.</summary>
    public bool Delete(Viewer viewer, string uploadId) => throw new NotImplementedException();
}
