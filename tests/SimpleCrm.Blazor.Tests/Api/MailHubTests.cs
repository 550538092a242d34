using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.LiveUpdates;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class MailHubTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Client_is_told_of_its_persons_new_emails_and_of_nobody_elses()
    {
        await using var connection = await OpenAsync("listener");
        var received = Channel.CreateUnbounded<JsonElement>();
        connection.On<JsonElement>("EmailReceived", notice => received.Writer.TryWrite(notice));
        await host.TokenAsync("other");
        var live = host.Services.GetRequiredService<LiveFeed>();
        await StartAsync(connection);
        live.Publish(new LiveChange { MailboxId = 1, OwnerId = await host.UserIdAsync("other"), NewEmailIds = [10] });
        live.Publish(new LiveChange { MailboxId = 2, OwnerId = await host.UserIdAsync("listener"), NewEmailIds = [20] });
        using var patience = new CancellationTokenSource(Patience);
        var notice = await received.Reader.ReadAsync(patience.Token);
        Assert.Equal("2", notice.GetProperty("mailboxId").GetString());
        Assert.Equal("20", notice.GetProperty("emailIds")[0].GetString());
        Assert.False(received.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Client_is_told_of_progress()
    {
        await using var connection = await OpenAsync("watcher");
        var progress = new TaskCompletionSource<JsonElement>();
        connection.On<JsonElement>("SyncProgress", progress.SetResult);
        await StartAsync(connection);
        host.Services.GetRequiredService<LiveFeed>().Publish(new LiveChange { MailboxId = 3, OwnerId = await host.UserIdAsync("watcher"), MailboxChanged = true });
        Assert.Equal("3", (await progress.Task.WaitAsync(Patience)).GetProperty("mailboxId").GetString());
    }

    // A client counts as connected before the hub has taken it in; its calls are answered only afterwards.
    private static async Task StartAsync(HubConnection connection)
    {
        await connection.StartAsync();
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("AnyMethod"));
    }

    private async Task<HubConnection> OpenAsync(string name)
    {
        var token = await host.TokenAsync(name);
        return new HubConnectionBuilder().WithUrl(new Uri(host.Web.BaseAddress, "/hubs/mail"), options =>
        {
            options.HttpMessageHandlerFactory = _ => host.Web.CreateHandler();
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.LongPolling;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        }).Build();
    }
}
