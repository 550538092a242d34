using System.Net;
using System.Net.Http.Json;
using System.Text;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class MergeApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Two_contacts_are_merged_and_taken_apart_again()
    {
        var client = await host.SignedInAsync("merger");
        var own = await AddAsync(client, "Ana Merger", "ana@merger.example");
        var other = await AddAsync(client, "Ana Merger", "a.merger@merger.example");
        var pair = (await client.GetAsync($"/api/contacts/duplicates?of={own}").JsonAsync())[0];
        Assert.Equal(other, pair.GetProperty("second").GetProperty("id").GetString());

        await client.PostAsJsonAsync($"/api/contacts/{own}/merge", new { otherId = other, version = 1, otherVersion = 7 }).IsProblemAsync(HttpStatusCode.Conflict);
        await client.PostAsJsonAsync($"/api/contacts/{own}/merge", new { otherId = own, version = 1, otherVersion = 1 }).IsProblemAsync(HttpStatusCode.BadRequest);
        await client.PostAsJsonAsync($"/api/contacts/{own}/merge", new { otherId = "12", version = 1, otherVersion = 1 }).IsProblemAsync(HttpStatusCode.NotFound);
        var merge = await client.PostAsJsonAsync($"/api/contacts/{own}/merge", new { otherId = other, version = 1, otherVersion = 1, fromOther = new[] { "addresses" } }).JsonAsync();
        var survivor = await client.GetAsync($"/api/contacts/{other}").JsonAsync();
        Assert.Equal((own, "a.merger@merger.example"), (survivor.GetProperty("id").GetString(), survivor.GetProperty("addresses")[0].GetString()));
        Assert.Equal(1, (await client.GetAsync($"/api/contacts/{own}/merges").JsonAsync()).GetArrayLength());

        await client.PostAsync($"/api/merges/{merge.GetProperty("id").GetString()}/undo", null).JsonAsync();
        Assert.Equal(other, (await client.GetAsync($"/api/contacts/{other}").JsonAsync()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync($"/api/contacts/{own}/distinct", new { otherId = other })).StatusCode);
        Assert.Equal(0, (await client.GetAsync($"/api/contacts/duplicates?of={own}").JsonAsync()).GetArrayLength());
    }

    [Fact]
    public async Task A_file_is_imported_and_exported()
    {
        var client = await host.SignedInAsync("importer");
        await client.PostAsync("/api/imports?kind=deal", new StringContent("x", Encoding.UTF8, "text/csv")).IsProblemAsync(HttpStatusCode.BadRequest);
        var import = await client.PostAsync("/api/imports?kind=contact&fileName=p.csv", new StringContent("Name,Email\nIda Importer,ida@importer.example\nBad,none\n", Encoding.UTF8, "text/csv")).JsonAsync(HttpStatusCode.Created);
        var path = $"/api/imports/{import.GetProperty("id").GetString()}";
        Assert.Equal("addresses", import.GetProperty("mapping")[1].GetString());
        await client.PutAsJsonAsync($"{path}/mapping", new { mapping = new[] { "name" } }).IsProblemAsync(HttpStatusCode.BadRequest);
        await client.PutAsJsonAsync($"{path}/mapping", new { mapping = new[] { "name", "addresses" } }).JsonAsync();
        var check = await client.PostAsync($"{path}/check", null).JsonAsync();
        Assert.Equal((1, 1), (check.GetProperty("counts").GetProperty("added").GetInt32(), check.GetProperty("counts").GetProperty("wrong").GetInt32()));
        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync($"{path}/run", null)).StatusCode);
        await client.PostAsync($"{path}/run", null).IsProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains("not an email address", await WaitAsync(client, $"{path}/problems.csv"));

        var stranger = await host.SignedInAsync("stranger");
        await stranger.GetAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
        var exported = await client.GetAsync("/api/contacts/export?q=importer&format=vcard4");
        Assert.Equal("text/vcard", exported.Content.Headers.ContentType!.MediaType);
        Assert.Contains("FN:Ida Importer", await exported.Content.ReadAsStringAsync());
        await client.GetAsync("/api/deals/export?format=vcard3").IsProblemAsync(HttpStatusCode.BadRequest);
    }

    // The worker takes the rows in when it comes to it.
    private static async Task<string> WaitAsync(HttpClient client, string path)
    {
        var text = "";
        await Until.TrueAsync(async () => (text = await client.GetStringAsync(path)).Contains("none", StringComparison.Ordinal), TimeSpan.FromMinutes(1), () => "The worker did not take the rows in.");
        return text;
    }

    private static async Task<string> AddAsync(HttpClient client, string name, string address) =>
        (await client.PostAsJsonAsync("/api/contacts", new { name, addresses = new[] { address } }).JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
}
