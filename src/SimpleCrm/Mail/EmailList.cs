using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>The flat list of emails, page by page.</summary>
public sealed class EmailList(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    /// <summary>One page, newest first. What cannot be served is named in <see cref="EmailPage.BadField"/>.</summary>
    public Task<EmailPage> GetInboxAsync(Viewer viewer, EmailListQuery query, CancellationToken cancellationToken) =>
        throw new NotImplementedException(contexts.ToString());
}
