using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class ActionApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Star_shows_at_once_and_is_taken_back()
    {
        var client = await host.SignedInAsync("star");
        var thread = await SentThreadAsync(client, "star@acme.example");
        var act = await client.PostAsJsonAsync("/api/email/actions", new { action = "star", threadIds = new[] { thread } }).JsonAsync();
        Assert.Equal((1, 1), (act.GetProperty("threadCount").GetInt32(), act.GetProperty("emailCount").GetInt32()));
        Assert.True(await IsStarredAsync(client, thread));
        var undo = $"/api/email/actions/{act.GetProperty("id").GetString()}/undo";
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync(undo, null)).StatusCode);
        Assert.False(await IsStarredAsync(client, thread));
        await client.PostAsync(undo, null).IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_elses_mail_is_changed_and_nothing_tells_that_it_exists()
    {
        var owner = await host.SignedInAsync("owner");
        var thread = await SentThreadAsync(owner, "owner@acme.example");
        var stranger = await host.SignedInAsync("stranger");
        var theirs = await stranger.PostAsJsonAsync("/api/email/actions", new { action = "star", threadIds = new[] { thread } }).JsonAsync();
        var nothing = await stranger.PostAsJsonAsync("/api/email/actions", new { action = "star", threadIds = new[] { "12" } }).JsonAsync();
        Assert.Equal(nothing.ToString(), theirs.ToString());
        Assert.False(await IsStarredAsync(owner, thread));
        var act = await owner.PostAsJsonAsync("/api/email/actions", new { action = "star", threadIds = new[] { thread } }).JsonAsync();
        await stranger.PostAsync($"/api/email/actions/{act.GetProperty("id").GetString()}/undo", null).IsProblemAsync(HttpStatusCode.NotFound);
        Assert.True(await IsStarredAsync(owner, thread));
        Assert.Empty((await stranger.GetAsync("/api/email/folders").JsonAsync()).EnumerateArray());
    }

    [Theory]
    [InlineData("{}", "action,threadIds")]
    [InlineData("", "body")]
    [InlineData("""{"action":"shout","threadIds":["1"]}""", "action")]
    [InlineData("""{"action":"archive"}""", "threadIds")]
    [InlineData("""{"action":"archive","threadIds":["one"]}""", "threadIds")]
    [InlineData("""{"action":"archive","emailIds":["1"]}""", "emailIds")]
    [InlineData("""{"action":"read","emailIds":["1"],"threadIds":["1"]}""", "emailIds")]
    [InlineData("""{"action":"move","threadIds":["1"]}""", "folderId")]
    [InlineData("""{"action":"move","threadIds":["1"],"folderId":"12"}""", "folderId")]
    public async Task Action_with_mistakes_names_the_fields(string body, string fields)
    {
        var client = await host.SignedInAsync("careless");
        Assert.Equal(fields.Split(','), await client.PostAsync("/api/email/actions", new StringContent(body, Encoding.UTF8, "application/json")).FieldsAsync());
    }

    private static async Task<string> SentThreadAsync(HttpClient client, string address)
    {
        var mailbox = await ApiHost.ConnectAsync(client, address);
        var receipt = await client.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, subject = "Offer" }).JsonAsync(HttpStatusCode.Accepted);
        return receipt.GetProperty("threadId").GetString()!;
    }

    private static async Task<bool> IsStarredAsync(HttpClient client, string thread) =>
        (await client.GetAsync($"/api/email/threads/{thread}").JsonAsync()).GetProperty("emails")[0].GetProperty("isStarred").GetBoolean();
}
