using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Sync;

namespace SimpleCrm.Mailboxes;

/// <summary>Connects, edits and reconnects IMAP/SMTP mailboxes. Nothing is saved before both servers have accepted the login.</summary>
internal sealed class AccountConnecting(
    IDbContextFactory<SimpleCrmDbContext> contexts, MailboxSessions sessions, MailboxKnocks knocks, LiveFeed feed, TimeProvider time)
{
    private static readonly AccountFault AlreadyConnected = new("address", null, "This mailbox is connected already.");

    public async Task<ConnectResult> ConnectAsync(Viewer viewer, ImapAccount account, CancellationToken cancellationToken)
    {
        account = Tidy(account);
        if (AccountRules.Check(account, passwordNeeded: true) is { Count: > 0 } faults)
            return ConnectResult.Failed(faults);
        if (await FindByAddressAsync(viewer, account.Address, cancellationToken) is { State: not MailboxState.Disconnected })
            return ConnectResult.Failed(AlreadyConnected);

        var credentials = new MailboxCredentials(account.Password!, account.SmtpPassword, account.SmtpUserName);
        var (refusals, sizeLimit) = await TryAsync(0, account, credentials, cancellationToken);
        if (refusals.Count > 0)
            return ConnectResult.Failed(refusals);

        // Looked up again within the transaction: two requests may have tried the login at the same time.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.People, cancellationToken);
        var address = account.Address.ToLowerInvariant();
        var mailbox = await db.MailboxesFor(viewer).SingleOrDefaultAsync(m => m.Address.ToLower() == address, cancellationToken);
        if (mailbox is { State: not MailboxState.Disconnected })
            return ConnectResult.Failed(AlreadyConnected);
        if (mailbox is null)
        {
            mailbox = new Mailbox { OwnerId = viewer.UserId, Provider = MailProvider.Imap, Address = account.Address, CreatedAt = time.GetUtcNow().UtcDateTime };
            await MailboxSharing.BeginAsync(db, mailbox, cancellationToken);
            db.Add(mailbox);
        }
        Apply(mailbox, account, credentials);
        mailbox.SizeLimit = sizeLimit;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(mailbox);
        return new ConnectResult(mailbox.Id, []);
    }

    public async Task<ConnectResult> UpdateAsync(Viewer viewer, long mailboxId, ImapAccount account, CancellationToken cancellationToken)
    {
        account = Tidy(account);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.MailboxesFor(viewer).SingleOrDefaultAsync(m => m.Id == mailboxId && m.Provider == MailProvider.Imap, cancellationToken) is not { } mailbox)
            return ConnectResult.NotFound;
        var faults = AccountRules.Check(account, passwordNeeded: mailbox.CredentialsCipher.Length == 0);
        if (!account.Address.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase))
            faults.Add(new AccountFault("address", null, "The address of a mailbox cannot be changed. Connect the other address as a mailbox of its own."));
        // A stored password goes to no server it was not entered for, whoever sits at the screen.
        if (account.Password is null && mailbox.CredentialsCipher.Length > 0 && (!IsSamePlace(account.Imap, mailbox.Imap) || !IsSamePlace(account.Smtp, mailbox.Smtp)))
            faults.Add(new AccountFault("password", null, "Enter the password again: it was given for other servers."));
        if (faults.Count > 0)
            return ConnectResult.Failed(faults);

        var credentials = account.Password is { } password
            ? new MailboxCredentials(password, account.SmtpPassword, account.SmtpUserName)
            : sessions.ConnectionTo(mailbox).Credentials;
        var (refusals, sizeLimit) = await TryAsync(mailboxId, account, credentials, cancellationToken);
        if (refusals.Count > 0)
            return ConnectResult.Failed(refusals);
        Apply(mailbox, account, credentials);
        mailbox.SizeLimit = sizeLimit;
        await db.SaveChangesAsync(cancellationToken);
        Tell(mailbox);
        return new ConnectResult(mailbox.Id, []);
    }

    private async Task<Mailbox?> FindByAddressAsync(Viewer viewer, string address, CancellationToken cancellationToken)
    {
        address = address.ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MailboxesFor(viewer).AsNoTracking().FirstOrDefaultAsync(m => m.Address.ToLower() == address, cancellationToken);
    }

    // Both sides at once, so that a person hears of both mistakes.
    private async Task<(List<AccountFault> Faults, long? SizeLimit)> TryAsync(long mailboxId, ImapAccount account, MailboxCredentials credentials, CancellationToken cancellationToken)
    {
        var connection = new MailboxConnection
        {
            MailboxId = mailboxId,
            Address = account.Address,
            UserName = account.UserName,
            Imap = account.Imap,
            Smtp = account.Smtp,
            Credentials = credentials,
        };
        var provider = sessions.ProviderOf(MailProvider.Imap);
        long? sizeLimit = null;
        var faults = await Task.WhenAll(TrySideAsync(MailServerSide.Incoming), TrySideAsync(MailServerSide.Outgoing));
        return ([.. faults.OfType<AccountFault>()], sizeLimit);

        async Task<AccountFault?> TrySideAsync(MailServerSide side)
        {
            try
            {
                var said = await provider.AuthenticateAsync(connection, side, cancellationToken);
                if (side == MailServerSide.Outgoing)
                    sizeLimit = said;
                return null;
            }
            catch (MailboxAccessException exception)
            {
                return new AccountFault(
                    MailboxProblemText.FieldOf(exception.Problem, side), exception.Problem, MailboxProblemText.Of(exception.Problem, side, exception.Detail));
            }
        }
    }

    private void Apply(Mailbox mailbox, ImapAccount account, MailboxCredentials credentials)
    {
        mailbox.DisplayName = account.DisplayName;
        mailbox.UserName = account.UserName;
        mailbox.Imap = account.Imap;
        mailbox.Smtp = account.Smtp;
        mailbox.CredentialsCipher = sessions.Seal(mailbox.Id, credentials);
        mailbox.PollMinutes = account.PollMinutes ?? mailbox.PollMinutes;
        // A pause is the person's wish and outlives an edit.
        if (mailbox.State != MailboxState.Paused)
            mailbox.State = mailbox.LastSyncedAt is null ? MailboxState.Backfilling : MailboxState.Active;
        mailbox.Problem = null;
        mailbox.ProblemDetail = null;
        mailbox.RetryAt = null;
        mailbox.FailedRuns = 0;
    }

    private void Tell(Mailbox mailbox)
    {
        feed.Publish(new LiveChange { MailboxId = mailbox.Id, OwnerId = mailbox.OwnerId, MailboxChanged = true });
        knocks.Knock(mailbox.Id, KnockReason.Connected | KnockReason.Person);
    }

    private static bool IsSamePlace(ServerSettings one, ServerSettings other) =>
        one.Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port && one.Security >= other.Security;

    private static ImapAccount Tidy(ImapAccount account)
    {
        var address = account.Address.Trim();
        return account with
        {
            Address = address,
            DisplayName = account.DisplayName.Trim(),
            UserName = account.UserName.Trim() is { Length: > 0 } name ? name : address,
            Imap = account.Imap with { Host = account.Imap.Host.Trim() },
            Smtp = account.Smtp with { Host = account.Smtp.Host.Trim() },
            Password = string.IsNullOrEmpty(account.Password) ? null : account.Password,
            SmtpUserName = account.SmtpUserName?.Trim() is { Length: > 0 } smtpName ? smtpName : null,
            SmtpPassword = string.IsNullOrEmpty(account.SmtpPassword) ? null : account.SmtpPassword,
        };
    }
}
