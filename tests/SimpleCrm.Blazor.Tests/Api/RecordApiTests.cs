using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class RecordApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_contact_is_added_read_changed_deleted_and_restored()
    {
        var client = await host.SignedInAsync("records");
        var company = (await client.PostAsJsonAsync("/api/companies", new { name = "Mercier SA", domains = new[] { "mercier-records.example" } }).JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString();
        var added = await client.PostAsJsonAsync("/api/contacts", new { name = "Ana Ruiz", addresses = new[] { "ana@mercier-records.example" }, companyId = company, tags = new[] { "VIP" } }).JsonAsync(HttpStatusCode.Created);
        var path = $"/api/contacts/{added.GetProperty("id").GetString()}";
        var read = await client.GetAsync(path).JsonAsync();
        Assert.Equal(("Mercier SA", "vip"), (read.GetProperty("companyName").GetString(), read.GetProperty("tags")[0].GetString()));

        var changed = await client.PutAsJsonAsync(path, new { name = "Ana Ruiz", jobTitle = "Director", version = read.GetProperty("version").GetInt32() }).JsonAsync();
        Assert.Equal("Director", changed.GetProperty("jobTitle").GetString());
        var conflict = await client.PutAsJsonAsync(path, new { name = "Anna", version = read.GetProperty("version").GetInt32() }).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal("Director", conflict.GetProperty("current").GetProperty("jobTitle").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(path)).StatusCode);
        await client.GetAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
        await client.PostAsync($"{path}/restore", null).JsonAsync();
        await client.GetAsync(path).JsonAsync();
    }

    [Fact]
    public async Task Lists_are_paged_and_filtered()
    {
        var client = await host.SignedInAsync("lister");
        foreach (var name in new[] { "Zeta Lister", "Alpha Lister", "Mid Lister" })
            await client.PostAsJsonAsync("/api/leads", new { name, status = "working" }).JsonAsync(HttpStatusCode.Created);
        var first = await client.GetAsync("/api/leads?q=lister&pageSize=2").JsonAsync();
        Assert.Equal(["Alpha Lister", "Mid Lister"], first.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
        Assert.Equal(3, first.GetProperty("total").GetInt32());
        var second = await client.GetAsync($"/api/leads?q=lister&pageSize=2&cursor={first.GetProperty("nextCursor").GetString()}").JsonAsync();
        Assert.Equal("Zeta Lister", second.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(0, (await client.GetAsync("/api/leads?q=lister&status=qualified").JsonAsync()).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_lead_becomes_a_deal_that_moves_through_its_pipeline()
    {
        var client = await host.SignedInAsync("seller");
        var lead = await client.PostAsJsonAsync("/api/leads", new { name = "Noor Haddad", companyName = "Palmer", address = "noor@palmer-seller.example" }).JsonAsync(HttpStatusCode.Created);
        var converted = await client.PostAsJsonAsync($"/api/leads/{lead.GetProperty("id").GetString()}/convert", new { version = lead.GetProperty("version").GetInt32(), dealName = "Rollout" }).JsonAsync();
        var deal = converted.GetProperty("dealId").GetString();
        var pipeline = (await client.GetAsync("/api/pipelines").JsonAsync())[0];
        var stages = pipeline.GetProperty("stages");
        var moved = await client.PutAsJsonAsync($"/api/deals/{deal}/stage", new { stageId = stages[4].GetProperty("id").GetString() }).JsonAsync();
        Assert.Equal(("Won", "won", "Palmer"), (moved.GetProperty("stageName").GetString(), moved.GetProperty("stageKind").GetString(), moved.GetProperty("companyName").GetString()));
        var board = await client.GetAsync($"/api/pipelines/{pipeline.GetProperty("id").GetString()}/deals?q=noor").JsonAsync();
        Assert.Equal(deal, board.EnumerateArray().Single().GetProperty("id").GetString());
        await client.PutAsJsonAsync($"/api/deals/{deal}/stage", new { stageId = "12" }).IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/contacts?pageSize=1000", "pageSize")]
    [InlineData("/api/contacts?order=shoe", "order")]
    [InlineData("/api/contacts?order=7", "order")]
    [InlineData("/api/contacts?ownerId=me", "ownerId")]
    [InlineData("/api/companies?cursor=nonsense", "cursor")]
    [InlineData("/api/deals?companyId=x", "companyId")]
    public async Task A_bad_question_names_its_parameter(string address, string field)
    {
        var client = await host.SignedInAsync("asker");
        var problem = await client.GetAsync(address).JsonAsync(HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("/api/contacts", "{\"name\":\"\"}", "name")]
    [InlineData("/api/contacts", "{\"name\":\"A\",\"companyId\":\"x\"}", "companyId")]
    [InlineData("/api/companies", "{\"name\":\"A\",\"domains\":[\"nope\"]}", "domains")]
    [InlineData("/api/leads", "{\"name\":\"A\",\"status\":\"converted\"}", "status")]
    [InlineData("/api/deals", "{\"name\":\"A\",\"value\":-1}", "value")]
    [InlineData("/api/deals", "{\"name\":\"A\",\"stageId\":\"5\"}", "stageId")]
    public async Task Bad_content_names_its_field(string path, string body, string field)
    {
        var client = await host.SignedInAsync("writer");
        var problem = await client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json")).JsonAsync(HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }
}
