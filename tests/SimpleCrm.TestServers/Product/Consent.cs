using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;

namespace SimpleCrm.TestServers.Product;

/// <summary>Connects a mailbox as a person does who says yes to everything on the page of a simulated provider.</summary>
public static class Consent
{
    /// <returns>The id of the mailbox.</returns>
    public static async Task<string> GiveAsync(ProductClient client, string provider, string address)
    {
        // One browser from the first page to the last.
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = client.Http.BaseAddress };
        browser.DefaultRequestHeaders.Authorization = client.Http.DefaultRequestHeaders.Authorization;
        using var started = await browser.PostAsJsonAsync("/api/email/connect", new { provider, address });
        if (!started.IsSuccessStatusCode) throw new ProductRefusal(started.StatusCode, await started.Content.ReadAsStringAsync());
        var page = new Uri((await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("authorizationUrl").GetString()!);
        var asked = HttpUtility.ParseQueryString(page.Query);
        var form = asked.AllKeys.Select(name => KeyValuePair.Create(name!, asked[name]!))
            .Append(KeyValuePair.Create("decision", "allow")).Append(KeyValuePair.Create("account", address))
            .Concat(asked["scope"]!.Split(' ').Select(scope => KeyValuePair.Create("scope_granted", scope)));
        using var answered = await browser.PostAsync(page.GetLeftPart(UriPartial.Path), new FormUrlEncodedContent(form));
        using var back = await browser.GetAsync(answered.Headers.Location);
        if (back.StatusCode == HttpStatusCode.TooManyRequests) throw new ProductRefusal(back.StatusCode, "");
        // A product that died over it comes back by the status.
        if (back.Headers.Location?.OriginalString.Contains("onnected", StringComparison.Ordinal) != true) throw new HttpRequestException($"The consent ended at {back.Headers.Location} ({back.StatusCode}).");
        return (await client.StatusAsync()).Single(status => status.Address == address).MailboxId;
    }
}
