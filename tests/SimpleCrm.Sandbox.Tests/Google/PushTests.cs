using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Google;

public sealed class PushTests : IAsyncLifetime
{
    private const string Topic = "projects/sandbox/topics/gmail";

    private readonly ConcurrentQueue<(string Authorization, JsonNode Body)> _received = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private GoogleWorld _world = null!;
    private WebApplication _receiver = null!;

    private GmailMailbox Mailbox => _world.Mailbox;

    public async ValueTask InitializeAsync()
    {
        _world = await GoogleWorld.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.MapPost("/hook", async (HttpContext http) =>
        {
            _received.Enqueue((http.Request.Headers.Authorization.ToString(), (await JsonNode.ParseAsync(http.Request.Body))!));
            return Results.StatusCode(_answers.TryDequeue(out var status) ? status : 204);
        });
        await _receiver.StartAsync(TestContext.Current.CancellationToken);
        var hook = new Uri(_receiver.Urls.First() + "/hook");
        _world.Sandbox.Google.Push.Subscribe(Topic, new PushSubscription(hook, "https://crm.example/hook", "push@sandbox.iam.gserviceaccount.com"));
        await _world.PostAsync("watch", new JsonObject { ["topicName"] = Topic });
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _world.DisposeAsync();
    }

    private string Deliver()
    {
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        return _world.Deliver("News");
    }

    private Task ReceivedAsync(int count) =>
        Until.TrueAsync(() => Task.FromResult(_received.Count >= count), TimeSpan.FromSeconds(10), () => $"{_received.Count} pushes in place of {count}", TestContext.Current.CancellationToken);

    private static JsonNode Data(JsonNode push) => JsonNode.Parse(Convert.FromBase64String((string)push["message"]!["data"]!))!;

    [Fact]
    public async Task Change_is_pushed_with_a_token_that_verifies()
    {
        Deliver();
        await ReceivedAsync(1);
        var (authorization, push) = _received.First();
        Assert.Equal(GoogleWorld.Address, (string)Data(push)["emailAddress"]!);
        Assert.Equal((string)(await _world.GetAsync("profile"))["historyId"]!, Data(push)["historyId"]!.ToString());
        var parts = authorization["Bearer ".Length..].Split('.');
        var keys = JsonNode.Parse(await _world.Http.GetStringAsync(_world.At("oauth2/v3/certs"), TestContext.Current.CancellationToken))!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)keys["keys"]![0]!["n"]!), Exponent = Base64Url.DecodeFromChars((string)keys["keys"]![0]!["e"]!) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(("https://crm.example/hook", "push@sandbox.iam.gserviceaccount.com", true), ((string)claims["aud"]!, (string)claims["email"]!, (bool)claims["email_verified"]!));
    }

    [Fact]
    public async Task At_most_one_a_second_is_pushed()
    {
        for (var i = 0; i < 20; i++)
            _world.Deliver("News");
        Deliver();
        await ReceivedAsync(2);
        Assert.Equal(2, _received.Count);
    }

    [Fact]
    public async Task Receiver_that_fails_is_tried_again()
    {
        _answers.Enqueue(503);
        Deliver();
        await ReceivedAsync(1);
        await Until.TrueAsync(() =>
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(_received.Count >= 2);
        }, TimeSpan.FromSeconds(10), () => "not tried again", TestContext.Current.CancellationToken);
        Assert.Equal(_received.First().Body.ToJsonString(), _received.Last().Body.ToJsonString());
    }

    [Fact]
    public async Task Pushes_can_be_lost_doubled_and_shuffled()
    {
        var push = _world.Sandbox.Google.Push;
        push.Lose = 1;
        Deliver();
        push.Double = 1;
        Deliver();
        await ReceivedAsync(2);
        Assert.Equal(_received.First().Body.ToJsonString(), _received.Last().Body.ToJsonString());
        push.Shuffle = 1;
        Deliver();
        Deliver();
        await ReceivedAsync(4);
        Assert.Equal(3, _received.Select(r => Data(r.Body)["historyId"]!.ToString()).Distinct().Count());
    }

    [Fact]
    public async Task Watch_that_ended_pushes_nothing()
    {
        Deliver();
        await ReceivedAsync(1);
        await _world.PostAsync("stop", null);
        Deliver();
        await _world.PostAsync("watch", new JsonObject { ["topicName"] = Topic });
        _world.Time.Advance(TimeSpan.FromDays(7));
        Assert.False(_world.Sandbox.Google.Push.IsWatched(Mailbox.Address));
        _world.Http.DefaultRequestHeaders.Authorization = new("Bearer", _world.Sandbox.GoogleAccounts.IssueAccessToken(GoogleWorld.Address, "https://mail.google.com/"));
        await _world.PostAsync("watch", new JsonObject { ["topicName"] = Topic });
        Deliver();
        await ReceivedAsync(2);
        Assert.Equal(2, _received.Count);
    }
}
