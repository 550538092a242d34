using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Tests.Imap;
using SimpleCrm.Sync;
using SimpleCrm.TestServers;
using SimpleCrm.TestServers.Smtp;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Mailboxes;

public class MailboxAccountsTests(SharedDovecot dovecot)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connected_mailbox_is_saved_knocked_at_and_its_password_encrypted()
    {
        await using var world = await AccountWorld.CreateAsync();
        var user = dovecot.TakeUser();
        var result = await world.Accounts.ConnectImapAsync(world.Ada, world.Account(dovecot.Server, user) with { DisplayName = "Ada", PollMinutes = 7 }, Token);
        Assert.True(result.Succeeded);
        Assert.True(world.Knocks.IsWaiting(result.MailboxId!.Value));

        await using var db = await world.OpenAsync();
        var mailbox = await db.Mailboxes.SingleAsync(Token);
        Assert.Equal((world.Ada.UserId, MailboxState.Backfilling, 7, user.Address), (mailbox.OwnerId, mailbox.State, mailbox.PollMinutes, mailbox.UserName));
        Assert.DoesNotContain(user.Password, Encoding.Latin1.GetString(mailbox.CredentialsCipher), StringComparison.Ordinal);
        Assert.Equal(user.Password, world.Get<MailboxSessions>().ConnectionTo(mailbox).Credentials.ImapPassword);

        var status = Assert.Single(await world.Accounts.ListAsync(world.Ada, Token));
        Assert.Equal((mailbox.Id, user.Address, MailboxState.Backfilling), (status.MailboxId, status.Address, status.State));
        Assert.Empty(await world.Accounts.ListAsync(world.Bob, Token));
    }

    [Fact]
    public async Task Wrong_entries_are_named_field_by_field()
    {
        await using var world = await AccountWorld.CreateAsync();
        var result = await world.Accounts.ConnectImapAsync(world.Ada, new ImapAccount
        {
            Address = "not an address",
            UserName = "a\nb",
            Imap = new ServerSettings { Host = "https://imap.example/", Port = 0, Security = (ConnectionSecurity)9 },
            Smtp = new ServerSettings { Host = "", Port = 65536 },
            PollMinutes = 4,
        }, Token);
        Assert.Equal(
            ["address", "username", "password", "imap.host", "imap.port", "imap.security", "smtp.host", "smtp.port", "pollMinutes"],
            result.Faults.Select(f => f.Field));
        Assert.Equal(0, world.Smtp.Connections);
    }

    [Fact]
    public async Task Both_servers_are_tried_and_both_mistakes_told()
    {
        await using var world = await AccountWorld.CreateAsync();
        var user = dovecot.TakeUser();
        var account = world.Account(dovecot.Server, user) with { Password = "wrong" };
        account = account with { Smtp = account.Smtp with { Port = LoopbackPorts.Reserve() } };
        var result = await world.Accounts.ConnectImapAsync(world.Ada, account, Token);
        Assert.Equal(
            [("password", MailboxProblem.WrongPassword), ("smtp.port", MailboxProblem.ConnectionRefused)],
            result.Faults.Select(f => (f.Field, f.Problem!.Value)));
        Assert.Contains("incoming (IMAP) server did not accept", result.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("outgoing (SMTP) server refuses", result.Faults[1].Message, StringComparison.Ordinal);
        Assert.Empty(await world.Accounts.ListAsync(world.Ada, Token));
    }

    [Fact]
    public async Task Login_for_sending_is_tried_before_saving()
    {
        await using var world = await AccountWorld.CreateAsync();
        world.Smtp.On(SmtpStep.Auth, SmtpReaction.Refuse("535 5.7.8 not with this password"));
        var result = await world.Accounts.ConnectImapAsync(world.Ada, world.Account(dovecot.Server, dovecot.TakeUser()), Token);
        Assert.Contains("not with this password", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
        Assert.Empty(await world.Accounts.ListAsync(world.Ada, Token));
    }

    [Fact]
    public async Task One_person_connects_an_address_once_and_two_people_each()
    {
        await using var world = await AccountWorld.CreateAsync();
        var account = world.Account(dovecot.Server, dovecot.TakeUser());
        Assert.True((await world.Accounts.ConnectImapAsync(world.Ada, account, Token)).Succeeded);
        var again = await world.Accounts.ConnectImapAsync(world.Ada, account with { Address = account.Address.ToUpperInvariant(), UserName = account.Address }, Token);
        Assert.Equal("address", Assert.Single(again.Faults).Field);
        Assert.True((await world.Accounts.ConnectImapAsync(world.Bob, account, Token)).Succeeded);
    }

    [Fact]
    public async Task Stored_password_does_not_follow_to_other_servers()
    {
        await using var world = await AccountWorld.CreateAsync();
        var user = dovecot.TakeUser();
        var account = world.Account(dovecot.Server, user);
        var id = (await world.Accounts.ConnectImapAsync(world.Ada, account, Token)).MailboxId!.Value;
        var kept = account with { Password = null };
        Assert.True((await world.Accounts.UpdateAsync(world.Ada, id, kept with { DisplayName = "New name", PollMinutes = 15 }, Token)).Succeeded);
        var moved = await world.Accounts.UpdateAsync(world.Ada, id, kept with { Imap = kept.Imap with { Host = "localhost" } }, Token);
        Assert.Equal("password", Assert.Single(moved.Faults).Field);
        var renamed = await world.Accounts.UpdateAsync(world.Ada, id, kept with { Address = "else@northwind.test" }, Token);
        Assert.Equal("address", Assert.Single(renamed.Faults).Field);
        Assert.True((await world.Accounts.UpdateAsync(world.Bob, id, account, Token)).IsNotFound);
        var status = Assert.Single(await world.Accounts.ListAsync(world.Ada, Token));
        Assert.Equal(("New name", 15, "127.0.0.1"), (status.DisplayName, status.PollMinutes, status.Imap.Host));
    }

    [Fact]
    public async Task New_password_mends_a_mailbox_that_needs_it()
    {
        await using var world = await AccountWorld.CreateAsync();
        var user = dovecot.TakeUser();
        var account = world.Account(dovecot.Server, user);
        var id = (await world.Accounts.ConnectImapAsync(world.Ada, account, Token)).MailboxId!.Value;
        await using (var db = await world.OpenAsync())
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailboxState.NeedsReconnect)
                .SetProperty(m => m.Problem, MailboxProblem.WrongPassword).SetProperty(m => m.ProblemDetail, "no"), Token);
        Assert.Contains("did not accept", Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).Message, StringComparison.Ordinal);
        world.Knocks.Take(id);
        Assert.False((await world.Accounts.UpdateAsync(world.Ada, id, account with { Password = "wrong again" }, Token)).Succeeded);
        Assert.Equal(MailboxState.NeedsReconnect, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).State);
        Assert.True((await world.Accounts.UpdateAsync(world.Ada, id, account, Token)).Succeeded);
        var status = Assert.Single(await world.Accounts.ListAsync(world.Ada, Token));
        Assert.Equal((MailboxState.Backfilling, null, null), (status.State, status.Problem, status.Message));
        Assert.True(world.Knocks.Take(id).HasFlag(KnockReason.Connected));
    }

    [Fact]
    public async Task Pause_resume_hurry_and_poll_are_the_owners_alone()
    {
        await using var world = await AccountWorld.CreateAsync();
        var id = (await world.Accounts.ConnectImapAsync(world.Ada, world.Account(dovecot.Server, dovecot.TakeUser()), Token)).MailboxId!.Value;
        world.Knocks.Take(id);
        Assert.False(await world.Accounts.PauseAsync(world.Bob, id, Token));
        Assert.False(await world.Accounts.ResumeAsync(world.Bob, id, Token));
        Assert.False(await world.Accounts.SyncNowAsync(world.Bob, id, Token));
        Assert.False(await world.Accounts.SetPollMinutesAsync(world.Bob, id, 10, Token));
        Assert.False(await world.Accounts.DisconnectAsync(world.Bob, id, true, Token));
        Assert.False(world.Knocks.IsWaiting(id));

        Assert.True(await world.Accounts.PauseAsync(world.Ada, id, Token));
        Assert.Equal(MailboxState.Paused, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).State);
        Assert.False(await world.Accounts.SyncNowAsync(world.Ada, id, Token));
        Assert.False(world.Knocks.IsWaiting(id));
        Assert.True(await world.Accounts.ResumeAsync(world.Ada, id, Token));
        Assert.True(world.Knocks.Take(id).HasFlag(KnockReason.Connected));
        Assert.True(await world.Accounts.SyncNowAsync(world.Ada, null, Token));
        Assert.True(world.Knocks.IsWaiting(id));
        Assert.True(await world.Accounts.SetPollMinutesAsync(world.Ada, id, 15, Token));
        Assert.False(await world.Accounts.SetPollMinutesAsync(world.Ada, id, 16, Token));
        Assert.Equal(15, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).PollMinutes);
    }

    [Fact]
    public async Task Disconnected_mailbox_keeps_its_emails_forgets_the_password_and_comes_back_as_itself()
    {
        await using var world = await AccountWorld.CreateAsync();
        var account = world.Account(dovecot.Server, dovecot.TakeUser());
        var id = (await world.Accounts.ConnectImapAsync(world.Ada, account, Token)).MailboxId!.Value;
        await MailSeed.AddAsync(world, id, emails: 3);
        Assert.True(await world.Accounts.DisconnectAsync(world.Ada, id, deleteEmails: false, Token));
        await using (var db = await world.OpenAsync())
        {
            Assert.Empty((await db.Mailboxes.SingleAsync(Token)).CredentialsCipher);
            Assert.Equal(3, await db.Emails.CountAsync(Token));
        }
        Assert.Null(await world.Get<MailboxSessions>().FindAsync(id, Token));
        Assert.Equal(MailboxState.Disconnected, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).State);
        Assert.False(await world.Accounts.PauseAsync(world.Ada, id, Token));

        var again = await world.Accounts.ConnectImapAsync(world.Ada, account, Token);
        Assert.Equal(id, again.MailboxId);
        Assert.NotNull(await world.Get<MailboxSessions>().FindAsync(id, Token));
    }

    [Fact]
    public async Task Deleted_mailbox_is_gone_at_once_and_leaves_nothing_behind()
    {
        await using var world = await AccountWorld.CreateAsync();
        var first = (await world.Accounts.ConnectImapAsync(world.Ada, world.Account(dovecot.Server, dovecot.TakeUser()), Token)).MailboxId!.Value;
        var second = (await world.Accounts.ConnectImapAsync(world.Ada, world.Account(dovecot.Server, dovecot.TakeUser()), Token)).MailboxId!.Value;
        await MailSeed.AddAsync(world, first, emails: 450);
        await MailSeed.AddAsync(world, second, emails: 5);

        Assert.True(await world.Accounts.DisconnectAsync(world.Ada, first, deleteEmails: true, Token));
        Assert.Equal(second, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).MailboxId);
        // Stopped in the midst of it, it goes on from there.
        using (var stop = new CancellationTokenSource())
        {
            var removing = world.Get<MailboxRemoval>().RemoveAllAsync(stop.Token);
            while (!removing.IsCompleted && (await MailSeed.CountRowsAsync(world, first))["Emails"] == 450)
            {
            }
            await stop.CancelAsync();
            Assert.True(await Record.ExceptionAsync(() => removing) is null or OperationCanceledException);
        }
        await world.Get<MailboxRemoval>().RemoveAllAsync(Token);

        Assert.Equal(await MailSeed.CountRowsAsync(world, second), await MailSeed.CountAllRowsAsync(world));
        Assert.Equal(0, (await MailSeed.CountRowsAsync(world, first)).Values.Sum());
        Assert.False(await world.Accounts.DisconnectAsync(world.Ada, first, true, Token));
    }

    [Fact]
    public async Task Address_can_be_connected_anew_while_its_old_mailbox_is_being_deleted()
    {
        await using var world = await AccountWorld.CreateAsync();
        var account = world.Account(dovecot.Server, dovecot.TakeUser());
        var old = (await world.Accounts.ConnectImapAsync(world.Ada, account, Token)).MailboxId!.Value;
        await world.Accounts.DisconnectAsync(world.Ada, old, deleteEmails: true, Token);
        var fresh = await world.Accounts.ConnectImapAsync(world.Ada, account, Token);
        Assert.True(fresh.Succeeded);
        Assert.NotEqual(old, fresh.MailboxId);
        await world.Get<MailboxRemoval>().RemoveAllAsync(Token);
        Assert.Equal(fresh.MailboxId, Assert.Single(await world.Accounts.ListAsync(world.Ada, Token)).MailboxId);
    }

    [Fact]
    public void Every_problem_has_a_message_of_its_own_for_each_server()
    {
        var messages = new HashSet<string>();
        foreach (var problem in Enum.GetValues<MailboxProblem>())
        {
            var incoming = MailboxProblemText.Of(problem, MailServerSide.Incoming, null);
            Assert.True(messages.Add(incoming), problem.ToString());
            Assert.EndsWith(".", incoming, StringComparison.Ordinal);
            var outgoing = MailboxProblemText.Of(problem, MailServerSide.Outgoing, null);
            if (problem is not (MailboxProblem.FoldersUnreadable or MailboxProblem.ServerFull or MailboxProblem.DiskFull or MailboxProblem.DatabaseBusy or MailboxProblem.Internal
                or MailboxProblem.ConsentWithdrawn or MailboxProblem.ScopesMissing or MailboxProblem.RateLimited))
                Assert.True(messages.Add(outgoing), problem.ToString());
            Assert.Contains("“quota”", MailboxProblemText.Of(problem, null, " quota "), StringComparison.Ordinal);
        }
    }
}
