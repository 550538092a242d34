using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using SimpleCrm.Access;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox.Demo;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Connects the reps' Gmail mailboxes: the product asks for consent as for anybody, and the demo cast says yes on the consent page.</summary>
internal sealed class DemoMailboxes(ConsentConnecting consents, MailboxSharing sharing, DemoViewers viewers)
{
    /// <param name="redirectUri">As if the rep sat at the product's own page.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ConnectAsync(Uri redirectUri, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        foreach (var rep in DemoCast.Team.Where(m => m.Role == Role.Rep))
        {
            if (await viewers.FindAsync(rep.Address, cancellationToken) is not { } viewer
                || await consents.StartAsync(viewer, MailProvider.Gmail, redirectUri.AbsoluteUri, secret, rep.Address, cancellationToken) is not { } page)
                continue;
            var answer = await AllowAsync(browser, page, rep.Address, cancellationToken);
            var result = await consents.FinishAsync(viewer, answer with { Browser = secret }, cancellationToken);
            if (result is not { Outcome: ConsentOutcome.Connected, MailboxId: { } mailbox })
                throw new InvalidOperationException($"A demo mailbox could not be connected: {result.Outcome}");
            await sharing.SetAsync(viewer, mailbox, rep.Shares, SharingAudience.Team, cancellationToken);
        }
    }

    /// <summary>Sends the form of the consent page with every box ticked.</summary>
    private static async Task<ConsentAnswer> AllowAsync(HttpClient browser, Uri page, string address, CancellationToken cancellationToken)
    {
        var asked = QueryHelpers.ParseQuery(page.Query);
        var form = asked.Select(p => KeyValuePair.Create(p.Key, p.Value.ToString()))
            .Append(new("decision", "allow")).Append(new("account", address))
            .Concat(asked["scope"].ToString().Split(' ').Select(scope => KeyValuePair.Create("scope_granted", scope)));
        using var answer = await browser.PostAsync(page.GetLeftPart(UriPartial.Path), new FormUrlEncodedContent(form), cancellationToken);
        var back = QueryHelpers.ParseQuery(answer.Headers.Location?.Query);
        string? Of(string name) => back.TryGetValue(name, out var value) ? value.ToString() : null;
        return new ConsentAnswer(Of("state"), Of("code"), Of("iss"), Of("error"));
    }
}
