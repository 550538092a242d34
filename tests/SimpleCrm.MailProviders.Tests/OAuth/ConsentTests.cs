using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.OAuth;

public class ConsentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_is_sent_to_the_configured_server_with_the_scopes_and_a_hash_of_the_verifier()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var url = await world.Consents.StartAsync(world.Product.Ada, MailProvider.Gmail, ConsentWorld.RedirectUri, ConsentWorld.Browser, "ada@northwind.test", Token);
        Assert.StartsWith(world.Server.Address + "/authorize?", url!.AbsoluteUri, StringComparison.Ordinal);
        var query = System.Web.HttpUtility.ParseQueryString(url.Query);
        Assert.Equal(("code", "client-1", ConsentWorld.RedirectUri, "S256", "offline", "consent", "ada@northwind.test"),
            (query["response_type"], query["client_id"], query["redirect_uri"], query["code_challenge_method"], query["access_type"], query["prompt"], query["login_hint"]));
        Assert.Equal(
            ["email", "https://www.googleapis.com/auth/contacts.readonly", "https://www.googleapis.com/auth/gmail.modify", "https://www.googleapis.com/auth/gmail.readonly", "https://www.googleapis.com/auth/gmail.send", "openid"],
            query["scope"]!.Split(' ').Order(StringComparer.Ordinal));
        Assert.DoesNotContain("secret", url.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_is_redeemed_with_the_verifier_and_the_mailbox_has_the_address_the_provider_told()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var query = await world.StartAsync();

        var result = await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "the-code", "https://accounts.example", null), Token);

        Assert.Equal(ConsentOutcome.Connected, result.Outcome);
        var request = Assert.Single(world.Server.TokenRequests);
        Assert.Equal(("authorization_code", "the-code", ConsentWorld.RedirectUri, "client-1", "secret-1"),
            (request["grant_type"], request["code"], request["redirect_uri"], request["client_id"], request["client_secret"]));
        Assert.Equal(query["code_challenge"], Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(request["code_verifier"]))));
        var mailbox = await world.MailboxAsync(result.MailboxId!.Value);
        Assert.Equal((MailProvider.Gmail, "Ada@Northwind.test", MailboxState.Backfilling, world.Product.Ada.UserId), (mailbox.Provider, mailbox.Address, mailbox.State, mailbox.OwnerId));
        Assert.DoesNotContain("access-1", Encoding.Latin1.GetString(mailbox.CredentialsCipher), StringComparison.Ordinal);
        Assert.True(world.Product.Knocks.IsWaiting(mailbox.Id));
        Assert.Equal("access-1", await world.Product.Get<MailboxSessions>().ConnectionTo(mailbox).AccessToken!(null, Token));
    }

    [Fact]
    public async Task Answer_is_good_once_for_who_asked_and_for_ten_minutes()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var state = (await world.StartAsync())["state"];
        async Task<ConsentOutcome> FinishAsync(Access.Viewer viewer, string? with) => (await world.Consents.FinishAsync(viewer, ConsentWorld.Answer(with, "code", null, null), Token)).Outcome;

        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Bob, state));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Ada, "made-up"));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Ada, null));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Ada, new string('x', 5000)));
        Assert.Empty(world.Server.TokenRequests);
        Assert.Equal(ConsentOutcome.Connected, await FinishAsync(world.Product.Ada, state));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Ada, state));

        var late = (await world.StartAsync())["state"];
        world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(world.Product.Ada, late));
        Assert.Single(world.Server.TokenRequests);
    }

    [Fact]
    public async Task Answer_by_another_browser_of_the_same_person_is_refused_and_stays_good_in_the_first()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var answer = ConsentWorld.Answer((await world.StartAsync())["state"], "code", null, null);
        async Task<ConsentOutcome> FinishAsync(ConsentAnswer with) => (await world.Consents.FinishAsync(world.Product.Ada, with, Token)).Outcome;

        Assert.Equal(ConsentOutcome.OtherBrowser, await FinishAsync(answer with { Browser = null }));
        Assert.Equal(ConsentOutcome.OtherBrowser, await FinishAsync(answer with { Browser = "another" }));
        // The part of the state that tells whose it is can be forged, and does not open it.
        var forged = answer.State![..answer.State!.LastIndexOf('.')] + "." + Base64Url.EncodeToString(SHA256.HashData("another"u8).AsSpan(0, 6));
        Assert.Equal(ConsentOutcome.Expired, await FinishAsync(answer with { Browser = "another", State = forged }));
        Assert.Empty(world.Server.TokenRequests);
        Assert.Equal(ConsentOutcome.Connected, await FinishAsync(answer));
    }

    [Fact]
    public async Task Two_answers_with_the_same_state_at_once_redeem_one_code()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var state = (await world.StartAsync())["state"];
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(state, "code", null, null), Token))));
        Assert.Single(results, r => r.Outcome == ConsentOutcome.Connected);
        Assert.Single(world.Server.TokenRequests);
    }

    [Fact]
    public async Task State_is_stored_only_as_a_hash_and_the_verifier_encrypted()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var state = (await world.StartAsync())["state"]!;
        await using var db = await world.Product.OpenAsync();
        var row = await db.ConsentRequests.SingleAsync(Token);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes($"{state}\n{ConsentWorld.Browser}")), row.StateHash);
        Assert.True(row.VerifierCipher.Length > 43);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://accounts.example/")]
    public async Task Answer_of_another_issuer_is_refused_before_the_code_goes_anywhere(string issuer)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var query = await world.StartAsync();
        var result = await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", issuer, null), Token);
        Assert.Equal(ConsentOutcome.WrongIssuer, result.Outcome);
        Assert.Empty(world.Server.TokenRequests);
    }

    [Fact]
    public async Task Issuer_must_be_named_where_the_provider_has_promised_it()
    {
        await using var world = await ConsentWorld.CreateAsync(s => s["Gmail:RequireIssuer"] = "true");
        var query = await world.StartAsync();
        Assert.Equal(ConsentOutcome.WrongIssuer, (await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", null, null), Token)).Outcome);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", ConsentOutcome.Connected)]
    [InlineData("https://login.microsoftonline.com/evil.example/v2.0", ConsentOutcome.WrongIssuer)]
    [InlineData("https://login.microsoftonline.com//v2.0", ConsentOutcome.WrongIssuer)]
    public async Task Microsofts_issuer_names_the_tenant(string issuer, ConsentOutcome expected)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var query = await world.StartAsync(MailProvider.Outlook);
        var result = await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", issuer, null), Token);
        Assert.Equal(expected, result.Outcome);
        if (result.MailboxId is { } id)
            Assert.Equal("Ada@Northwind.test", (await world.MailboxAsync(id)).Address);
    }

    [Fact]
    public async Task Half_a_consent_is_taken_back_and_the_missing_permission_named()
    {
        await using var world = await ConsentWorld.CreateAsync();
        world.Server.Scope = "openid https://www.googleapis.com/auth/gmail.modify https://www.googleapis.com/auth/userinfo.email";
        var query = await world.StartAsync();
        var result = await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", null, null), Token);
        Assert.Equal(ConsentOutcome.ScopesMissing, result.Outcome);
        Assert.Equal(["Send email on your behalf"], result.MissingPermissions);
        Assert.Equal(["refresh-1"], world.Server.Revoked);
        await using var db = await world.Product.OpenAsync();
        Assert.Empty(await db.Mailboxes.ToListAsync(Token));
    }

    [Theory]
    [InlineData("Mail.ReadWrite Mail.Send offline_access", true)]
    [InlineData("https://graph.microsoft.com/mail.readwrite https://graph.microsoft.com/Mail.Send", true)]
    [InlineData("Mail.Read Mail.Send", false)]
    public async Task Microsofts_scopes_are_read_however_they_are_written(string granted, bool isEnough)
    {
        await using var world = await ConsentWorld.CreateAsync();
        world.Server.Scope = granted;
        var query = await world.StartAsync(MailProvider.Outlook);
        Assert.Equal(isEnough, (await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", null, null), Token)).Outcome == ConsentOutcome.Connected);
    }

    [Fact]
    public async Task Refusals_and_failures_leave_nothing_behind()
    {
        await using var world = await ConsentWorld.CreateAsync();
        Assert.Equal(ConsentOutcome.Denied, (await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer((await world.StartAsync())["state"], null, null, "access_denied"), Token)).Outcome);
        world.Server.Scripted.Enqueue(AuthorizationServer.Refusal(400, "invalid_grant"));
        Assert.Equal(ConsentOutcome.Failed, (await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer((await world.StartAsync())["state"], "code", null, null), Token)).Outcome);
        world.Server.Scripted.Enqueue(AuthorizationServer.Refusal(503, "server_error"));
        Assert.Equal(ConsentOutcome.Failed, (await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer((await world.StartAsync())["state"], "code", null, null), Token)).Outcome);
        await using var db = await world.Product.OpenAsync();
        Assert.Empty(await db.Mailboxes.ToListAsync(Token));
    }

    [Fact]
    public async Task Provider_that_is_not_set_up_or_not_offered_cannot_be_connected()
    {
        await using var world = await ConsentWorld.CreateAsync(s => s["Outlook:ClientId"] = "");
        Assert.Null(await world.Consents.StartAsync(world.Product.Ada, MailProvider.Outlook, ConsentWorld.RedirectUri, ConsentWorld.Browser, null, Token));
        var settings = world.Product.Get<MailProviderSettings>();
        var admin = world.Product.Ada with { Role = Access.Role.Admin };
        Assert.Null(await settings.SaveAsync(world.Product.Ada, MailProvider.Outlook, new ProviderSettingsChange { ClientId = "mine" }, default, Token));
        Assert.Empty((await settings.SaveAsync(admin, MailProvider.Outlook, new ProviderSettingsChange { ClientId = "mine", ClientSecret = "s3cret" }, default, Token))!);
        var url = await world.Consents.StartAsync(world.Product.Ada, MailProvider.Outlook, ConsentWorld.RedirectUri, ConsentWorld.Browser, null, Token);
        Assert.Contains("client_id=mine", url!.Query, StringComparison.Ordinal);
        await settings.SaveAsync(admin, MailProvider.Outlook, new ProviderSettingsChange { ClientId = "mine", IsOffered = false }, default, Token);
        Assert.True((await settings.FindAsync(MailProvider.Outlook, Token)).HasClientSecret);
        Assert.Null(await world.Consents.StartAsync(world.Product.Ada, MailProvider.Outlook, ConsentWorld.RedirectUri, ConsentWorld.Browser, null, Token));
        await using var db = await world.Product.OpenAsync();
        Assert.DoesNotContain("s3cret", Encoding.Latin1.GetString((await db.ProviderSettings.SingleAsync(Token)).ClientSecretCipher), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connecting_again_keeps_the_mailbox_and_its_emails()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        await using (var db = await world.Product.OpenAsync())
        {
            db.Emails.Add(new Mail.Email { MailboxId = id, Subject = "kept" });
            await db.Mailboxes.ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailboxState.NeedsReconnect).SetProperty(m => m.LastSyncedAt, DateTime.UnixEpoch)
                .SetProperty(m => m.Problem, MailboxProblem.ConsentWithdrawn).SetProperty(m => m.IsReconnectNoticeDue, true), Token);
            await db.SaveChangesAsync(Token);
        }
        world.Server.Account = "ada@northwind.TEST";

        var query = await world.StartAsync();
        var result = await world.Consents.FinishAsync(world.Product.Ada, ConsentWorld.Answer(query["state"], "code", null, null), Token);

        Assert.Equal((ConsentOutcome.Reconnected, id), (result.Outcome, result.MailboxId));
        var mailbox = await world.MailboxAsync(id);
        Assert.Equal((MailboxState.Active, (MailboxProblem?)null, false), (mailbox.State, mailbox.Problem, mailbox.IsReconnectNoticeDue));
        await using var after = await world.Product.OpenAsync();
        Assert.Equal("kept", (await after.Emails.SingleAsync(Token)).Subject);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Disconnecting_takes_the_grant_back_and_destroys_the_tokens_whatever_the_provider_says(int status)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        world.Gmail.Answer = _ => new WebhookSubscription("topic", "", world.Time.GetUtcNow().AddDays(7));
        await world.Product.Get<WebhookUpkeep>().RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        world.Server.RevocationStatus = status;

        Assert.True(await world.Product.Accounts.DisconnectAsync(world.Product.Ada, id, deleteEmails: false, Token));

        Assert.Equal(["refresh-1"], world.Server.Revoked);
        Assert.Single(world.Gmail.Removed);
        var mailbox = await world.MailboxAsync(id);
        Assert.Equal((MailboxState.Disconnected, 0), (mailbox.State, mailbox.CredentialsCipher.Length));
        await Assert.ThrowsAsync<MailboxAccessException>(() => world.Tokens.Of(id)(null, Token));
        await using var db = await world.Product.OpenAsync();
        Assert.Empty(await db.WebhookSubscriptions.ToListAsync(Token));
    }

    [Theory]
    [InlineData(400, "invalid_grant", "")]
    [InlineData(401, "invalid_client", "client id or the secret")]
    [InlineData(400, "redirect_uri_mismatch", ConsentWorld.RedirectUri)]
    [InlineData(503, "server_error", "503")]
    public async Task Test_says_what_is_wrong_with_the_settings(int status, string error, string expected)
    {
        await using var world = await ConsentWorld.CreateAsync();
        world.Server.Scripted.Enqueue(AuthorizationServer.Refusal(status, error));
        var provider = world.Product.Get<IEnumerable<IConsentProvider>>().Single(p => p.Provider == MailProvider.Gmail);
        var faults = await provider.TestAsync(ConsentWorld.RedirectUri, Token);
        if (expected.Length == 0)
            Assert.Empty(faults);
        else
            Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
    }
}
