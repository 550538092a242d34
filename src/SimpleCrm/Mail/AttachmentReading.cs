using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Files of emails, and emails as files.</summary>
public sealed class AttachmentReading(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>
    /// Opens an attachment, fetching it from the mail server on first use; null when there is none that the viewer may see.
    /// </summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public Task<AttachmentContent?> OpenAsync(Viewer viewer, long attachmentId, CancellationToken cancellationToken) =>
        throw new NotImplementedException(contexts.ToString());

    /// <summary>The whole message as it came (.eml), or null when there is none that the viewer may see. Dispose the stream.</summary>
    /// <exception cref="AttachmentUnavailableException">It cannot be had now.</exception>
    public Task<Stream?> SourceAsync(Viewer viewer, long emailId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
