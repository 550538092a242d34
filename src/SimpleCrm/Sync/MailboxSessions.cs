using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>Opens sessions with connected accounts: decrypts their credentials and picks their provider.</summary>
public sealed class MailboxSessions
{
    private readonly IDbContextFactory<SimpleCrmDbContext> _contexts;
    private readonly MailboxSecrets _secrets;
    private readonly AccessTokens _tokens;
    private readonly Dictionary<MailProvider, IEmailProvider> _providers;

    internal MailboxSessions(IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSecrets secrets, AccessTokens tokens, IEnumerable<IEmailProvider> providers) =>
        (_contexts, _secrets, _tokens, _providers) = (contexts, secrets, tokens, providers.ToDictionary(p => p.Provider));

    /// <summary>The provider of a kind of account.</summary>
    public IEmailProvider ProviderOf(MailProvider provider) => _providers[provider];

    /// <summary>What is needed to reach an account, or null when it is disconnected or gone.</summary>
    public async Task<(IEmailProvider Provider, MailboxConnection Connection)?> FindAsync(long mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var mailbox = await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailboxId, cancellationToken);
        if (mailbox is null || mailbox.State == MailboxState.Disconnected || mailbox.CredentialsCipher.Length == 0)
            return null;
        return _providers.TryGetValue(mailbox.Provider, out var provider) ? (provider, ConnectionTo(mailbox)) : null;
    }

    /// <summary>
    /// Opens a session for one piece of work and closes it. Returns default when the account is disconnected or gone.
    /// </summary>
    /// <exception cref="MailboxAccessException">The account cannot be reached or refuses.</exception>
    public async Task<T?> UseAsync<T>(long mailboxId, Func<IMailboxSession, Task<T>> work, CancellationToken cancellationToken)
    {
        if (await FindAsync(mailboxId, cancellationToken) is not var (provider, connection))
            return default;
        await using var session = await provider.OpenAsync(connection, cancellationToken);
        return await work(session);
    }

    /// <summary>Keeps what a sending server said about the largest message it takes.</summary>
    internal async Task NoteSizeLimitAsync(long mailboxId, long sizeLimit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await db.Mailboxes.Where(m => m.Id == mailboxId && m.SizeLimit != sizeLimit)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.SizeLimit, sizeLimit), cancellationToken);
    }

    internal MailboxConnection ConnectionTo(Mailbox mailbox)
    {
        var credentials = _secrets.Open(mailbox.Id, mailbox.CredentialsCipher);
        return new MailboxConnection
        {
            MailboxId = mailbox.Id,
            Address = mailbox.Address,
            UserName = mailbox.UserName,
            Imap = mailbox.Imap,
            Smtp = mailbox.Smtp,
            Credentials = credentials,
            AccessToken = credentials.OAuth is null ? null : _tokens.Of(mailbox.Id),
        };
    }

    internal void Forget(long mailboxId) => _tokens.Forget(mailboxId);

    internal byte[] Seal(long mailboxId, MailboxCredentials credentials) => _secrets.Seal(mailboxId, credentials);
}
