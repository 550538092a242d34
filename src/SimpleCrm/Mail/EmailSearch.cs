using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Full-text search over the viewer's own mail.</summary>
public sealed class EmailSearch(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    internal Task<ThreadWindow> FindThreadsAsync(Viewer viewer, ThreadScope scope, int offset, int count, CancellationToken cancellationToken) =>
        throw new NotImplementedException(contexts.ToString());
}
