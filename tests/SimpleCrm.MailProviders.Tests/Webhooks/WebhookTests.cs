using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using SimpleCrm.MailProviders.Tests.OAuth;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Webhooks;

public class WebhookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Push(string address) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        message = new { data = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { emailAddress = address, historyId = 42 })), messageId = "1" },
        subscription = "projects/p/subscriptions/s",
    });

    private static Dictionary<string, object> Claims(ConsentWorld world) => new()
    {
        ["iss"] = "https://accounts.google.com",
        ["aud"] = "https://crm.example/api/email/webhooks/gmail",
        ["email"] = "push@p.iam.example",
        ["email_verified"] = true,
        ["iat"] = world.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = world.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
    };

    private static async Task<bool> KnocksAsync(ConsentWorld world, long mailboxId, MailProvider provider, byte[] body, string? authorization)
    {
        world.Product.Knocks.Take(mailboxId);
        Assert.True(await world.Product.Get<WebhookIntake>().TakeAsync(provider, body, authorization, Token));
        Assert.Equal(0, await world.Product.Get<WebhookWorker>().JudgeAllAsync(Token));
        await using var db = await world.Product.OpenAsync();
        Assert.Empty(await db.WebhookDeliveries.ToListAsync(Token));
        var reasons = world.Product.Knocks.Take(mailboxId);
        Assert.True(reasons is KnockReason.None or KnockReason.Push);
        return reasons == KnockReason.Push;
    }

    [Fact]
    public async Task Signed_push_request_knocks_at_the_mailbox_it_names()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var bearer = "Bearer " + AuthorizationServer.Sign(world.Server.Keys[0], Claims(world));
        Assert.True(await KnocksAsync(world, id, MailProvider.Gmail, Push("ADA@northwind.test"), bearer));
        Assert.False(await KnocksAsync(world, id, MailProvider.Gmail, Push("bob@northwind.test"), bearer));
        Assert.False(await KnocksAsync(world, id, MailProvider.Gmail, "not json"u8.ToArray(), bearer));
        Assert.False(await KnocksAsync(world, id, MailProvider.Gmail, "{\"message\":{\"data\":\"????\"}}"u8.ToArray(), bearer));
        // The same call again is one more reason to look, and no more.
        Assert.True(await KnocksAsync(world, id, MailProvider.Gmail, Push("ada@northwind.test"), bearer));
        Assert.Equal(1, world.Server.KeyRequests);
    }

    public static TheoryData<string> Forgeries => ["none", "signature", "foreign key", "hmac with the public key", "alg none", "issuer", "audience", "expired", "no expiry", "account", "unverified", "unverified text"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Push_request_that_does_not_hold_in_every_part_says_nothing(string forgery)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var claims = Claims(world);
        SecurityKey key = world.Server.Keys[0];
        var algorithm = SecurityAlgorithms.RsaSha256;
        switch (forgery)
        {
            case "foreign key":
                key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = world.Server.Keys[0].KeyId };
                break;
            case "hmac with the public key":
                key = new SymmetricSecurityKey(world.Server.Keys[0].Rsa.ExportSubjectPublicKeyInfo()) { KeyId = world.Server.Keys[0].KeyId };
                algorithm = SecurityAlgorithms.HmacSha256;
                break;
            case "issuer":
                claims["iss"] = "https://evil.example";
                break;
            case "audience":
                claims["aud"] = "https://other.example/hook";
                break;
            case "expired":
                claims["exp"] = world.Time.GetUtcNow().AddMinutes(-2).ToUnixTimeSeconds();
                break;
            case "no expiry":
                claims.Remove("exp");
                break;
            case "account":
                claims["email"] = "push@other.iam.example";
                break;
            case "unverified":
                claims["email_verified"] = false;
                break;
            case "unverified text":
                claims.Remove("email_verified");
                break;
        }
        var token = AuthorizationServer.Sign(key, claims, algorithm);
        if (forgery == "signature")
            token = token[..^8] + (token[^8] == 'A' ? 'B' : 'A') + token[^7..];
        if (forgery == "alg none")
            token = Base64UrlEncoder.Encode("{\"alg\":\"none\",\"kid\":\"" + world.Server.Keys[0].KeyId + "\"}") + "." + token.Split('.')[1] + ".";
        Assert.False(await KnocksAsync(world, id, MailProvider.Gmail, Push("ada@northwind.test"), forgery == "none" ? null : "Bearer " + token));
    }

    [Fact]
    public async Task New_signing_key_is_fetched_when_it_is_first_met_and_made_up_ones_cause_no_storm()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync();
        var body = Push("ada@northwind.test");
        Assert.True(await KnocksAsync(world, id, MailProvider.Gmail, body, "Bearer " + AuthorizationServer.Sign(world.Server.Keys[0], Claims(world))));
        world.Time.Advance(TimeSpan.FromMinutes(2));
        world.Server.Keys = [AuthorizationServer.NewKey()];
        Assert.True(await KnocksAsync(world, id, MailProvider.Gmail, body, "Bearer " + AuthorizationServer.Sign(world.Server.Keys[0], Claims(world))));
        Assert.Equal(2, world.Server.KeyRequests);
        for (var i = 0; i < 20; i++)
            Assert.False(await KnocksAsync(world, id, MailProvider.Gmail, body, "Bearer " + AuthorizationServer.Sign(AuthorizationServer.NewKey(), Claims(world))));
        Assert.Equal(2, world.Server.KeyRequests);
    }

    [Fact]
    public async Task Call_that_cannot_be_judged_waits_and_is_judged_later()
    {
        await using var world = await ConsentWorld.CreateAsync(s => s["Gmail:PushKeys"] = "http://127.0.0.1:9/keys");
        var id = await world.ConnectAsync();
        world.Product.Knocks.Take(id);
        await world.Product.Get<WebhookIntake>().TakeAsync(MailProvider.Gmail, Push("ada@northwind.test"), "Bearer " + AuthorizationServer.Sign(world.Server.Keys[0], Claims(world)), Token);
        var worker = world.Product.Get<WebhookWorker>();
        Assert.Equal(1, await worker.JudgeAllAsync(Token));
        Assert.Equal(KnockReason.None, world.Product.Knocks.Take(id));
        for (var i = 0; i < 4; i++)
            await worker.JudgeAllAsync(Token);
        await using var db = await world.Product.OpenAsync();
        Assert.Empty(await db.WebhookDeliveries.ToListAsync(Token));
    }

    [Fact]
    public async Task Each_item_of_a_graph_notification_is_judged_alone_by_its_secret()
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync(MailProvider.Outlook);
        world.Outlook.Answer = _ => new WebhookSubscription("sub-1", "right secret", world.Time.GetUtcNow().AddDays(3));
        await world.Product.Get<WebhookUpkeep>().RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        static byte[] Items(params object[] items) => JsonSerializer.SerializeToUtf8Bytes(new { value = items });
        var good = new { subscriptionId = "sub-1", clientState = "right secret", changeType = "created", resource = "me/messages/1" };

        Assert.True(await KnocksAsync(world, id, MailProvider.Outlook, Items(good), null));
        Assert.True(await KnocksAsync(world, id, MailProvider.Outlook, Items(new { subscriptionId = "sub-1", clientState = "wrong" }, new { nonsense = 1 }, good, good), null));
        Assert.False(await KnocksAsync(world, id, MailProvider.Outlook, Items(new { subscriptionId = "sub-1", clientState = "wrong" }), null));
        Assert.False(await KnocksAsync(world, id, MailProvider.Outlook, Items(new { subscriptionId = "sub-1" }), null));
        Assert.False(await KnocksAsync(world, id, MailProvider.Outlook, Items(new { subscriptionId = "sub-2", clientState = "right secret" }), null));
        Assert.False(await KnocksAsync(world, id, MailProvider.Outlook, "[]"u8.ToArray(), null));
        await using var db = await world.Product.OpenAsync();
        Assert.DoesNotContain("right secret", Encoding.Latin1.GetString((await db.WebhookSubscriptions.SingleAsync(Token)).ClientStateCipher), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reauthorizationRequired", "sub-1")]
    [InlineData("subscriptionRemoved", null)]
    public async Task Lifecycle_events_renew_or_remake_the_subscription_and_look_at_the_mailbox(string lifecycleEvent, string? renewed)
    {
        await using var world = await ConsentWorld.CreateAsync();
        var id = await world.ConnectAsync(MailProvider.Outlook);
        world.Outlook.Answer = _ => new WebhookSubscription("sub-1", "secret", world.Time.GetUtcNow().AddDays(3));
        var upkeep = world.Product.Get<WebhookUpkeep>();
        await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);

        var forged = JsonSerializer.SerializeToUtf8Bytes(new { value = new[] { new { subscriptionId = "sub-1", clientState = "x", lifecycleEvent } } });
        Assert.False(await KnocksAsync(world, id, MailProvider.Outlook, forged, null));
        await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        Assert.Single(world.Outlook.Setups);

        var real = JsonSerializer.SerializeToUtf8Bytes(new { value = new[] { new { subscriptionId = "sub-1", clientState = "secret", lifecycleEvent } } });
        Assert.True(await KnocksAsync(world, id, MailProvider.Outlook, real, null));
        await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        Assert.Equal([null, renewed], world.Outlook.Setups.Select(s => s?.Id));
    }

    [Fact]
    public async Task Subscriptions_are_renewed_at_half_life_or_daily_and_failures_wait_longer_each_time()
    {
        await using var world = await ConsentWorld.CreateAsync();
        await world.ConnectAsync(MailProvider.Outlook);
        await world.ConnectAsync(MailProvider.Gmail);
        world.Outlook.Answer = _ => new WebhookSubscription("sub", "secret", world.Time.GetUtcNow().AddHours(4));
        world.Gmail.Answer = _ => new WebhookSubscription("topic", "", world.Time.GetUtcNow().AddDays(7));
        var upkeep = world.Product.Get<WebhookUpkeep>();
        async Task<(int Outlook, int Gmail)> AfterAsync(TimeSpan time)
        {
            world.Time.Advance(time);
            await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
            return (world.Outlook.Setups.Count, world.Gmail.Setups.Count);
        }

        // The address is one, so that Gmail's consent found it connected already.
        Assert.Equal((1, 0), await AfterAsync(TimeSpan.Zero));
        Assert.Equal((1, 0), await AfterAsync(TimeSpan.FromHours(1.9)));
        Assert.Equal((2, 0), await AfterAsync(TimeSpan.FromHours(0.2)));
        Assert.Equal("sub", world.Outlook.Setups[^1]!.Id);
        world.Outlook.Answer = _ => throw new MailboxAccessException(MailboxProblem.ServerBusy, null);
        Assert.Equal((3, 0), await AfterAsync(TimeSpan.FromHours(2)));
        Assert.Equal((3, 0), await AfterAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal((4, 0), await AfterAsync(TimeSpan.FromHours(2)));
        Assert.Equal(PushState.Failing, Assert.Single(await world.Product.Accounts.ListAsync(world.Product.Ada, Token)).Push);
    }

    [Fact]
    public async Task Gmails_watch_is_renewed_daily()
    {
        await using var world = await ConsentWorld.CreateAsync();
        await world.ConnectAsync();
        world.Gmail.Answer = _ => new WebhookSubscription("topic", "", world.Time.GetUtcNow().AddDays(7));
        var upkeep = world.Product.Get<WebhookUpkeep>();
        await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        Assert.Equal(PushState.Active, Assert.Single(await world.Product.Accounts.ListAsync(world.Product.Ada, Token)).Push);
        world.Time.Advance(TimeSpan.FromHours(25));
        await upkeep.RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        Assert.Equal([null, "topic"], world.Gmail.Setups.Select(s => s?.Id));
    }

    [Fact]
    public async Task Without_a_public_address_the_status_says_that_the_mailbox_is_polled()
    {
        await using var world = await ConsentWorld.CreateAsync(s => s.Remove("Gmail:WebhookAddress"));
        await world.ConnectAsync();
        await world.Product.Get<WebhookUpkeep>().RenewDueAsync(world.Time.GetUtcNow().UtcDateTime, Token);
        Assert.Empty(world.Gmail.Setups);
        Assert.Equal(PushState.NoPublicAddress, Assert.Single(await world.Product.Accounts.ListAsync(world.Product.Ada, Token)).Push);
    }
}
