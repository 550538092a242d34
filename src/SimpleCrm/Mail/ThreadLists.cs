using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Lists of threads, read in windows.</summary>
public sealed class ThreadLists(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>At most this many rows in one window.</summary>
    public const int MaxCount = 200;

    /// <summary>The threads from <paramref name="offset"/> on, newest first. A scope the viewer may not see is empty.</summary>
    public Task<ThreadWindow> GetWindowAsync(Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken) =>
        throw new NotImplementedException(contexts.ToString());
}
