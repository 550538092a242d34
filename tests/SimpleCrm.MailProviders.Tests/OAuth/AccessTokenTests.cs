using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.OAuth;

public class AccessTokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_callers_at_once_refresh_once()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var source = world.Tokens.Of(await world.ConnectAsync());
        world.Time.Advance(TimeSpan.FromMinutes(56));
        var gate = new TaskCompletionSource();
        world.Server.Gate = gate.Task;

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(() => source(null, Token))).ToList();
        gate.SetResult();

        Assert.Equal(["access-2"], (await Task.WhenAll(callers)).Distinct());
        Assert.Single(world.Server.Refreshes);
    }

    [Fact]
    public async Task Token_is_kept_until_five_minutes_before_its_end()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var source = world.Tokens.Of(await world.ConnectAsync());
        world.Time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("access-1", await source(null, Token));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("access-2", await source(null, Token));
        Assert.Equal("refresh-1", Assert.Single(world.Server.Refreshes)["refresh_token"]);
    }

    [Fact]
    public async Task Rotated_refresh_token_is_stored_and_used_next()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Tokens.Of(id)(null, Token);
        var stored = world.Product.Get<MailboxSessions>().ConnectionTo(await world.MailboxAsync(id)).Credentials.OAuth!;
        Assert.Equal(("access-2", "refresh-2"), (stored.AccessToken, stored.RefreshToken));
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Tokens.Of(id)(null, Token);
        Assert.Equal(["refresh-1", "refresh-2"], world.Server.Refreshes.Select(r => r["refresh_token"]));
    }

    [Fact]
    public async Task Refresh_token_that_is_not_replaced_is_kept()
    {
        await using var world = await ConsentWorld.CreateAsync();
        world.Server.RotatesRefreshTokens = false;
        var id = await world.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            world.Time.Advance(TimeSpan.FromHours(1));
            await world.Tokens.Of(id)(null, Token);
        }
        Assert.Equal(["refresh-1", "refresh-1"], world.Server.Refreshes.Select(r => r["refresh_token"]));
    }

    [Fact]
    public async Task Token_that_the_provider_refused_is_replaced_once_for_all_who_hold_it()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var source = world.Tokens.Of(await world.ConnectAsync());
        var fresh = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => source("access-1", Token))));
        Assert.Equal(["access-2"], fresh.Distinct());
        Assert.Single(world.Server.Refreshes);
    }

    [Fact]
    public async Task Withdrawn_consent_asks_the_person_once()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var upkeep = world.Product.Get<TokenUpkeep>();
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Server.Scripted.Enqueue(AuthorizationServer.Refusal(400, "invalid_grant"));

        await upkeep.RefreshDueAsync(Token);
        await upkeep.RefreshDueAsync(Token);

        var mailbox = await world.MailboxAsync(id);
        Assert.Equal((MailboxState.NeedsReconnect, MailboxProblem.ConsentWithdrawn, true), (mailbox.State, mailbox.Problem, mailbox.IsReconnectNoticeDue));
        Assert.Single(world.Server.Refreshes);
        Assert.Equal("Ada@Northwind.test", Assert.Single(await world.Product.Accounts.TakeReconnectNoticesAsync(world.Product.Ada, Token)));
        Assert.Empty(await world.Product.Accounts.TakeReconnectNoticesAsync(world.Product.Ada, Token));
        Assert.Contains("Connect it again", Assert.Single(await world.Product.Accounts.ListAsync(world.Product.Ada, Token)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, MailboxProblem> PassingFaults => new()
    {
        { "500", MailboxProblem.ServerBusy }, { "503", MailboxProblem.ServerBusy }, { "429", MailboxProblem.RateLimited }, { "html", MailboxProblem.ServerBusy },
        { "invalid_client", MailboxProblem.ServerError }, { "dropped", MailboxProblem.ConnectionLost }, { "invalid_grant with 500", MailboxProblem.ServerBusy },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Nothing_but_invalid_grant_costs_the_connection(string fault, MailboxProblem expected)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Server.Scripted.Enqueue(fault switch
        {
            "html" => async context =>
            {
                context.Response.StatusCode = 502;
                await context.Response.WriteAsync("<html>bad gateway</html>");
            }
            ,
            "dropped" => context =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
            ,
            "invalid_client" => AuthorizationServer.Refusal(401, "invalid_client"),
            "invalid_grant with 500" => AuthorizationServer.Refusal(500, "invalid_grant"),
            _ => AuthorizationServer.Refusal(int.Parse(fault), "temporarily_unavailable"),
        });

        var exception = await Assert.ThrowsAsync<MailboxAccessException>(() => world.Tokens.Of(id)(null, Token));

        Assert.Equal((expected, false), (exception.Problem, exception.NeedsPerson));
        await world.Product.Get<TokenUpkeep>().RefreshDueAsync(Token);
        Assert.NotEqual(MailboxState.NeedsReconnect, (await world.MailboxAsync(id)).State);
        Assert.Equal("access-2", await world.Tokens.Of(id)(null, Token));
    }

    [Fact]
    public async Task Tokens_that_another_process_saved_meanwhile_are_taken_over()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        // The other process was quicker: our refresh token is spent by the time it arrives.
        world.Server.Scripted.Enqueue(async context =>
        {
            var others = new OAuthTokens("access-other", "refresh-other", world.Time.GetUtcNow().AddHours(1), []);
            var cipher = world.Product.Get<MailboxSecrets>().Seal(id, new MailboxCredentials("") { OAuth = others });
            await using var db = await world.Product.OpenAsync();
            await db.Mailboxes.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.CredentialsCipher, cipher).SetProperty(m => m.CredentialsVersion, m => m.CredentialsVersion + 1));
            await AuthorizationServer.Refusal(400, "invalid_grant")(context);
        });
        Assert.Equal("access-other", await world.Tokens.Of(id)(null, Token));
    }

    [Fact]
    public async Task Job_refreshes_before_anybody_has_to_wait()
    {
        await using var world = await ConsentWorld.CreateAsync();
        await world.ConnectAsync();
        var upkeep = world.Product.Get<TokenUpkeep>();
        await upkeep.RefreshDueAsync(Token);
        Assert.Empty(world.Server.Refreshes);
        world.Time.Advance(TimeSpan.FromMinutes(51));
        await upkeep.RefreshDueAsync(Token);
        await upkeep.RefreshDueAsync(Token);
        Assert.Single(world.Server.Refreshes);
    }
}
