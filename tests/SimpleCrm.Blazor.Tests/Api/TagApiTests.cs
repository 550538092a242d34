using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class TagApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_tag_is_put_on_records_and_listed_and_only_admins_change_it()
    {
        var client = await host.SignedInAsync("tagger");
        var added = await client.PostAsJsonAsync("/api/contacts", new { name = "Ana Tagged" }).JsonAsync(HttpStatusCode.Created);
        var id = added.GetProperty("id").GetString();
        var changed = await client.PostAsJsonAsync("/api/tags/records", new { kind = "contact", ids = new[] { id }, tag = "Tag-API" }).JsonAsync();
        Assert.Equal(id, changed.GetProperty("changed")[0].GetString());
        Assert.Equal(1, (await client.GetAsync("/api/contacts?tag=tag-api").JsonAsync()).GetProperty("total").GetInt32());
        var tag = (await client.GetAsync("/api/tags").JsonAsync()).EnumerateArray().Single(t => t.GetProperty("name").GetString() == "tag-api");
        Assert.Equal((1, "grey"), (tag.GetProperty("records").GetInt32(), tag.GetProperty("colour").GetString()));
        await client.DeleteAsync($"/api/tags/{tag.GetProperty("id").GetString()}").IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_tag_without_a_name_or_records_is_refused()
    {
        var client = await host.SignedInAsync("tagless");
        await client.PostAsJsonAsync("/api/tags/records", new { kind = "contact", ids = new[] { "1" }, tag = " " }).IsProblemAsync(HttpStatusCode.BadRequest);
        await client.PostAsJsonAsync("/api/tags/records", new { kind = "contact", ids = Array.Empty<string>(), tag = "vip" }).IsProblemAsync(HttpStatusCode.BadRequest);
    }
}
