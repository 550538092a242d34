using System.Net;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Sends a call when it is its mailbox's turn, and holds the turn until the whole answer is there.</summary>
internal sealed class PaceHandler(MailboxPace pace, bool isBackground, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var turn = await pace.EnterAsync(isBackground, cancellationToken);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(either.Token);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && RetryAfter.Of(response.Headers.RetryAfter, time) is { } wait)
                pace.Close(wait);
            return response;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Graph did not answer in time.");
        }
    }
}
