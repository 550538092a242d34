using Microsoft.AspNetCore.SignalR;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Blazor.Api;

/// <summary>
/// Tells clients outside the browser what changed in their person's mailboxes: <c>EmailReceived</c> and <c>SyncProgress</c>, both with ids only. Who
/// the person is, and whether they still may know, is asked at each notice.
/// </summary>
[Sees(Sight.OwnMail)]
internal sealed class MailHub(LiveFeed live, Viewers viewers, ILogger<MailHub> logger) : Hub
{
    private static readonly object Subscription = new();

    public override async Task OnConnectedAsync()
    {
        var context = Context;
        var client = Clients.Caller;
        if (context.User is not { } user || await viewers.FindAsync(user, context.ConnectionAborted) is not { } viewer)
        {
            context.Abort();
            return;
        }
        context.Items[Subscription] = live.Subscribe(viewer.UserId, async change =>
        {
            if (await viewers.FindAsync(user, context.ConnectionAborted) is null)
                context.Abort();
            else
                await TellAsync(client, change, context.ConnectionAborted);
        }, failure =>
        {
            MailHubLog.Failed(logger, failure.GetType().Name);
            context.Abort();
            return Task.CompletedTask;
        });
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.Remove(Subscription, out var subscription))
            (subscription as IDisposable)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    private static async Task TellAsync(ISingleClientProxy client, LiveChange change, CancellationToken cancellationToken)
    {
        var mailboxId = ApiIds.Text(change.MailboxId);
        if (change.NewEmailIds.Count > 0)
            await client.SendAsync("EmailReceived", new { mailboxId, emailIds = change.NewEmailIds.Select(ApiIds.Text).ToArray() }, cancellationToken);
        if (change.MailboxChanged)
            await client.SendAsync("SyncProgress", new { mailboxId }, cancellationToken);
    }
}
