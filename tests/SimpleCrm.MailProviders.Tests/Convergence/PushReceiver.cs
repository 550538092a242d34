using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>Where the simulated providers post what changed, as the product's own address takes it; nothing is there while the product restarts.</summary>
internal sealed class PushReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PushReceiver(WebApplication app) => _app = app;

    /// <summary>Stores the calls; null while the product is down.</summary>
    public WebhookIntake? Intake { get; set; }

    public Uri Address { get; private set; } = null!;

    public static async Task<PushReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new PushReceiver(builder.Build());
        receiver._app.MapPost("/{provider}", receiver.TakeAsync);
        await receiver._app.StartAsync(cancellationToken);
        receiver.Address = new Uri(receiver._app.Urls.First());
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(MailProvider provider, HttpRequest request)
    {
        if (request.Query["validationToken"].ToString() is { Length: > 0 } token)
            return TypedResults.Text(WebUtility.HtmlEncode(token), "text/plain");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        try
        {
            return Intake is { } intake && await intake.TakeAsync(provider, body.ToArray(), request.Headers.Authorization.ToString(), CancellationToken.None)
                ? TypedResults.Accepted((string?)null)
                : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (ObjectDisposedException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
