using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

/// <summary>What somebody who owns nothing gets of every address that could show an email, for every level and audience of mailbox and conversation.</summary>
public sealed class SharingApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Levels = ["private", "metadata", "subject", "everything"];
    private static readonly string[] Audiences = ["team", "everyone"];

    [Fact]
    public async Task Every_address_shows_what_is_shared_and_404_for_the_rest()
    {
        var (owner, stranger) = (await host.SignedInAsync("giver"), await host.SignedInAsync("taker"));
        var (mailbox, contact, email, thread) = await SendAsync(owner, "giver");
        var file = (await owner.GetAsync($"/api/email/threads/{thread}").JsonAsync()).GetProperty("emails")[0].GetProperty("attachments")[0].GetProperty("id").GetString();
        foreach (var level in Levels)
            foreach (var audience in Audiences)
                foreach (var own in new string?[] { null, "private", "everything" })
                {
                    await owner.PutAsJsonAsync($"/api/email/mailboxes/{mailbox}/sharing", new { level, audience }).JsonAsync();
                    await owner.PutAsJsonAsync($"/api/email/threads/{thread}/sharing", new { level = own, audience = "everyone" }).JsonAsync();
                    // Nobody here has a team.
                    var expected = own ?? (audience == "everyone" ? level : "private");
                    var (isSeen, isRead, cell) = (expected != "private", expected == "everything", $"{level} {audience}, conversation {own ?? "as its mailbox"}");

                    await AnswersAsync(stranger, $"/api/activities/{email}", isSeen, cell);
                    await AnswersAsync(stranger, $"/api/email/shared/{thread}", isSeen, cell);
                    await AnswersAsync(stranger, $"/api/email/threads/{thread}/comments", isSeen, cell);
                    await AnswersAsync(stranger, $"/mail/emails/{email}/document", isRead, cell);
                    await AnswersAsync(stranger, $"/mail/attachments/{file}", isRead, cell);
                    await AnswersAsync(stranger, $"/api/email/threads/{thread}", false, cell);
                    await AnswersAsync(stranger, $"/api/email/threads/{thread}/sharing", false, cell);
                    await AnswersAsync(stranger, $"/api/email/emails/{email}/links", false, cell);
                    await AnswersAsync(stranger, $"/mail/emails/{email}/source", false, cell);
                    Assert.Empty((await stranger.GetAsync("/api/email/inbox?q=pumpernickel").JsonAsync()).GetProperty("items").EnumerateArray());
                    await FindsAsync(stranger, "from:giver", isSeen, cell);
                    await FindsAsync(stranger, "pumpernickel", expected is "subject" or "everything", cell);
                    await FindsAsync(stranger, "\"dear bob\"", isRead, cell);
                    await FindsAsync(owner, "pumpernickel", false, cell);
                    var timeline = await stranger.GetAsync($"/api/contacts/{contact}/timeline").JsonAsync();
                    Assert.True((isSeen ? (1, 0) : (0, 1)) == (timeline.GetProperty("items").GetArrayLength(), timeline.GetProperty("hidden").GetInt32()), cell);
                    if (isSeen)
                        Assert.True(timeline.GetProperty("items")[0].GetProperty("level").GetString() == expected, cell);
                }
    }

    [Fact]
    public async Task Who_sees_a_part_asks_the_owner_and_reads_it_then()
    {
        var (owner, stranger) = (await host.SignedInAsync("lender"), await host.SignedInAsync("borrower"));
        var (mailbox, _, email, thread) = await SendAsync(owner, "lender");
        await stranger.PostAsJsonAsync($"/api/email/shared/{thread}/access", new { note = "Please" }).IsProblemAsync(HttpStatusCode.NotFound);
        await owner.PutAsJsonAsync($"/api/email/mailboxes/{mailbox}/sharing", new { level = "metadata", audience = "everyone" }).JsonAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await stranger.PostAsJsonAsync($"/api/email/shared/{thread}/access", new { note = "Please" })).StatusCode);
        var notice = (await owner.GetAsync("/api/notifications").JsonAsync())[0];
        Assert.Equal(("accessRequested", "/requests"), (notice.GetProperty("kind").GetString(), notice.GetProperty("path").GetString()));

        var request = Assert.Single((await owner.GetAsync("/api/email/access-requests").JsonAsync()).EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await owner.PostAsJsonAsync($"/api/email/access-requests/{request.GetProperty("id").GetString()}", new { granted = true })).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"/mail/emails/{email}/document")).StatusCode);
        Assert.Equal("accessGranted", (await stranger.GetAsync("/api/notifications").JsonAsync())[0].GetProperty("kind").GetString());
        var shared = await stranger.GetAsync($"/api/email/shared/{thread}").JsonAsync();
        var url = shared.GetProperty("emails")[0].GetProperty("attachments")[0].GetProperty("url").GetString();
        Assert.Equal("To pump", await host.Anonymous().GetStringAsync(url));
        var person = (await owner.GetAsync($"/api/email/threads/{thread}/sharing").JsonAsync()).GetProperty("people")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/email/threads/{thread}/sharing/people/{person}")).StatusCode);
        // A signed address proves who asks, not that they still may see.
        Assert.Equal(HttpStatusCode.NotFound, (await host.Anonymous().GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task A_search_over_shared_mail_bears_bad_pages()
    {
        var client = await host.SignedInAsync("searcher");
        foreach (var cursor in (string[])["x", "-1", "5001", "99999999999"])
            Assert.Equal(["cursor"], await client.GetAsync($"/api/email/shared/search?q=fox&cursor={cursor}").FieldsAsync());
        foreach (var size in (string[])["0", "101"])
            Assert.Equal(["pageSize"], await client.GetAsync($"/api/email/shared/search?q=fox&pageSize={size}").FieldsAsync());
        foreach (var search in (string[])["", "?q=", "?q=%22unclosed%20-%20from:", "?q=in:inbox&cursor=5000"])
        {
            var page = await client.GetAsync("/api/email/shared/search" + search).JsonAsync();
            Assert.Equal((0, JsonValueKind.Null), (page.GetProperty("items").GetArrayLength(), page.GetProperty("nextCursor").ValueKind));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anonymous().GetAsync("/api/email/shared/search?q=fox")).StatusCode);
    }

    [Fact]
    public async Task Only_admins_change_what_holds_for_everybody()
    {
        var client = await host.SignedInAsync("chooser");
        Assert.Equal("private", (await client.GetAsync("/api/email/workspace-sharing").JsonAsync()).GetProperty("default").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsJsonAsync("/api/email/workspace-sharing", new { @default = "subject", most = "everything" })).StatusCode);
        Assert.Equal(["value"], await client.PostAsJsonAsync("/api/email/protected-senders", new { value = "lawyer.example", isWorkspace = true }).FieldsAsync());
        Assert.Equal(["value"], await client.PostAsJsonAsync("/api/email/protected-senders", new { value = "no" }).FieldsAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync("/api/email/protected-senders", new { value = "lawyer.example" })).StatusCode);
        var entry = Assert.Single((await client.GetAsync("/api/email/protected-senders").JsonAsync()).EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/email/protected-senders/{entry.GetProperty("id").GetString()}")).StatusCode);
    }

    private static async Task AnswersAsync(HttpClient client, string path, bool isFound, string cell)
    {
        using var answer = await client.GetAsync(path);
        Assert.True(answer.StatusCode == (isFound ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{path} answers {(int)answer.StatusCode}: {cell}");
    }

    private static async Task FindsAsync(HttpClient client, string search, bool isFound, string cell)
    {
        var found = (await client.GetAsync($"/api/email/shared/search?q={Uri.EscapeDataString(search)}").JsonAsync()).GetProperty("items").GetArrayLength();
        Assert.True(found == (isFound ? 1 : 0), $"“{search}” finds {found}: {cell}");
    }

    private static async Task<(string Mailbox, string Contact, string Email, string Thread)> SendAsync(HttpClient owner, string name)
    {
        var address = $"bob@customer-{name}.example";
        var contact = Text(await owner.PostAsJsonAsync("/api/contacts", new { name = "Bob", addresses = new[] { address } }).JsonAsync(HttpStatusCode.Created), "id");
        var mailbox = await ApiHost.ConnectAsync(owner, $"{name}@acme.example");
        var attachments = new[] { new { fileName = "pump.txt", mimeType = "text/plain", content = Convert.ToBase64String("To pump"u8) } };
        var receipt = await owner.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { address }, subject = "Pumpernickel", bodyText = "Dear Bob", attachments }).JsonAsync(HttpStatusCode.Accepted);
        await Until.TrueAsync(
            async () => (await owner.GetAsync($"/api/contacts/{contact}/timeline").JsonAsync()).GetProperty("items").GetArrayLength() == 1, TimeSpan.FromSeconds(30),
            () => "The email is not logged.", TestContext.Current.CancellationToken);
        return (mailbox, contact, Text(receipt, "emailId"), Text(receipt, "threadId"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
