using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>A thread opened for reading.</summary>
public sealed class ThreadReading(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>The thread, or null when there is none that the viewer may see.</summary>
    public Task<ThreadView?> OpenAsync(Viewer viewer, long threadId, CancellationToken cancellationToken) =>
        throw new NotImplementedException(contexts.ToString());

    /// <summary>The bodies of a thread's emails, oldest first, for the API; null when the viewer may not see it.</summary>
    public Task<IReadOnlyList<EmailBodies>?> BodiesAsync(Viewer viewer, long threadId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>An email's body as a document for a sandboxed frame, or null when the viewer may not see it.</summary>
    public Task<EmailDocument?> DocumentAsync(Viewer viewer, long emailId, EmailDocumentOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Remembers that remote pictures of this email, or of every email of its sender, may be loaded for the viewer.</summary>
    /// <returns>False when the viewer may not see the email.</returns>
    public Task<bool> AllowImagesAsync(Viewer viewer, long emailId, bool wholeSender, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
