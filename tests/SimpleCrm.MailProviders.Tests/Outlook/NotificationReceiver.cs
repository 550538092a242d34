using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SimpleCrm.MailProviders.Tests.Outlook;

/// <summary>Takes change notifications, and answers the handshake unless told otherwise.</summary>
internal sealed class NotificationReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private NotificationReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<JsonArray> Posts { get; } = new();

    public IEnumerable<JsonObject> Items => Posts.SelectMany(p => p).OfType<JsonObject>();

    public bool AnswersHandshake { get; set; } = true;

    public Uri Address { get; private set; } = null!;

    public static async Task<NotificationReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new NotificationReceiver(builder.Build());
        receiver._app.MapPost("/hook", (Delegate)receiver.TakeAsync);
        await receiver._app.StartAsync();
        receiver.Address = new Uri(new Uri(receiver._app.Urls.First()), "/hook");
        return receiver;
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        if (context.Request.Query["validationToken"] is [{ } token])
            return AnswersHandshake ? Results.Text(token, "text/plain") : Results.NotFound();
        var body = await JsonNode.ParseAsync(context.Request.Body);
        Posts.Enqueue(body!["value"]!.AsArray());
        return Results.Accepted();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
