using System.Net;
using System.Net.Http.Json;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class CustomFieldApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_field_is_added_filled_filtered_ordered_exported_and_archived()
    {
        var admin = await host.SignedInAsync("fieldadmin", Role.Admin);
        var rep = await host.SignedInAsync("fieldrep");
        Assert.Equal(HttpStatusCode.Forbidden, (await rep.PostAsJsonAsync("/api/custom-fields", new { kind = "deal", name = "Seats", type = "number" })).StatusCode);
        Assert.Equal(["name"], await admin.PostAsJsonAsync("/api/custom-fields", new { kind = "deal", name = " ", type = "number" }).FieldsAsync());
        var field = await admin.PostAsJsonAsync("/api/custom-fields", new { kind = "deal", name = "Number of seats", type = "number" }).JsonAsync(HttpStatusCode.Created);
        Assert.Equal(("number_of_seats", "number"), (field.GetProperty("key").GetString(), field.GetProperty("type").GetString()));

        foreach (var (name, seats) in new[] { ("Small", 2.5), ("Large", 40), ("Middle", 12) })
            await rep.PostAsJsonAsync("/api/deals", new { name, custom = new { number_of_seats = seats } }).JsonAsync(HttpStatusCode.Created);
        Assert.Equal(["custom.number_of_seats"], await rep.PostAsJsonAsync("/api/deals", new { name = "Wrong", custom = new { number_of_seats = "many" } }).FieldsAsync());

        var list = await rep.GetAsync("/api/deals?field=number_of_seats:10..&order=-custom.number_of_seats").JsonAsync();
        Assert.Equal(["40", "12"], list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("custom").GetProperty("number_of_seats").GetString()));
        Assert.Equal(["field"], await rep.GetAsync("/api/deals?field=nonsense").FieldsAsync());
        Assert.Contains("Number of seats", await rep.GetStringAsync("/api/deals/export?field=number_of_seats:10.."), StringComparison.Ordinal);

        await admin.PostAsync($"/api/custom-fields/{field.GetProperty("id").GetString()}/archive", null).JsonAsync();
        Assert.Equal(0, (await rep.GetAsync("/api/custom-fields?kind=deal").JsonAsync()).GetArrayLength());
        Assert.Equal(1, (await rep.GetAsync("/api/custom-fields?kind=deal&archived=true").JsonAsync()).GetArrayLength());
    }
}
