using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class ViewApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_view_is_saved_changed_with_its_version_deleted_and_restored()
    {
        var client = await host.SignedInAsync("viewer");
        var added = await client.PostAsJsonAsync("/api/views", new { kind = "lead", name = "New ones", query = "status=new&sort=added" }).JsonAsync(HttpStatusCode.Created);
        var (path, version) = ($"/api/views/{added.GetProperty("id").GetString()}", added.GetProperty("version").GetInt32());
        Assert.Equal("sort=added&status=new", added.GetProperty("query").GetString());
        await client.PutAsJsonAsync(path, new { name = "Newest", query = "sort=added", version }).JsonAsync();
        var conflict = await client.PutAsJsonAsync(path, new { name = "Late", query = "", version }).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal("Newest", conflict.GetProperty("current").GetProperty("name").GetString());
        await client.PutAsJsonAsync("/api/views/default", new { kind = "lead", viewId = added.GetProperty("id").GetString() });
        Assert.True((await client.GetAsync("/api/views?kind=lead").JsonAsync())[0].GetProperty("isDefault").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(path)).StatusCode);
        Assert.Equal(0, (await client.GetAsync("/api/views?kind=lead").JsonAsync()).GetArrayLength());
        Assert.Equal("Newest", (await client.PostAsync($"{path}/restore", null).JsonAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_view_that_asks_for_what_no_list_knows_is_refused_by_field()
    {
        var client = await host.SignedInAsync("viewless");
        await client.PostAsJsonAsync("/api/views", new { kind = "contact", name = "Wrong", query = "colour=blue" }).IsProblemAsync(HttpStatusCode.BadRequest);
        await client.GetAsync("/api/views").IsProblemAsync(HttpStatusCode.BadRequest);
        await client.PutAsJsonAsync("/api/views/default", new { kind = "contact", viewId = "12" }).IsProblemAsync(HttpStatusCode.NotFound);
    }
}
