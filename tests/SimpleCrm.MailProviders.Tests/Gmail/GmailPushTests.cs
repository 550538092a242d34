using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Gmail;

/// <summary>The simulated Pub/Sub and the product's receiver must agree on what a good push is, and on every way to forge one.</summary>
public sealed class GmailPushTests(GmailProduct product) : IClassFixture<GmailProduct>
{
    private static readonly PushSubscription Subscription = new(GmailProduct.Webhook, GmailProduct.Webhook.AbsoluteUri, GmailProduct.ServiceAccount);

    private async Task<IReadOnlyList<WebhookHint>> ReadAsync(string? token)
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"emailAddress":"ana@northwind.test","historyId":123456}"""));
        var delivery = new WebhookDelivery
        {
            Provider = MailProvider.Gmail,
            Body = Encoding.UTF8.GetBytes($$$"""{"message":{"data":"{{{data}}}","messageId":"1"},"subscription":"projects/sandbox/subscriptions/gmail"}"""),
            Authorization = token is null ? null : $"Bearer {token}",
            ReceivedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        var reader = product.Get<IServiceProvider>().GetServices<IWebhookReader>().Single(r => r.Provider == MailProvider.Gmail);
        return await reader.ReadAsync(delivery, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Signed_push_names_the_mailbox() =>
        Assert.Equal("ana@northwind.test", Assert.Single(await ReadAsync(product.Sandbox.Google.Push.Sign(Subscription))).Address);

    public static TheoryData<string, string> Forgeries => new()
    {
        { "aud", "https://other.example/hook" },
        { "iss", "https://accounts.evil.example" },
        { "email", "somebody@evil.iam.gserviceaccount.com" },
        { "email_verified", "false" },
        { "exp", "1000000000" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Push_that_is_wrong_in_one_claim_says_nothing(string claim, string value) =>
        Assert.Empty(await ReadAsync(product.Sandbox.Google.Push.Sign(Subscription, claims => claims[claim] = claim is "email_verified" or "exp" ? JsonNode.Parse(value) : value)));

    [Fact]
    public async Task Push_without_a_token_or_signed_by_another_says_nothing()
    {
        Assert.Empty(await ReadAsync(null));
        using var other = new Sandbox.OAuth.SigningKey();
        Assert.Empty(await ReadAsync(other.Sign(new JsonObject { ["aud"] = Subscription.Audience, ["email"] = Subscription.ServiceAccount })));
    }
}
