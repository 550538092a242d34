using System.Net;
using System.Net.Http.Headers;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Asks for another token when the one a call carried is refused, and repeats the call once: a refused call has done nothing.</summary>
internal sealed class TokenHandler(AccessTokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || request.Headers.Authorization?.Parameter is not { } refused)
            return response;
        response.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens(refused, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
