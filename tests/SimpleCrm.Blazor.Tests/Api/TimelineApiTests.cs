using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class TimelineApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_call_is_logged_read_changed_and_deleted()
    {
        var client = await host.SignedInAsync("caller");
        var contact = await ContactAsync(client, "Ana", "ana@caller.example");
        var body = new { type = "call", subject = "Called about pumps", direction = "outbound", durationMinutes = 12, records = new[] { new { kind = "contact", id = contact } } };
        var added = await client.PostAsJsonAsync("/api/activities", body).JsonAsync(HttpStatusCode.Created);
        var path = $"/api/activities/{Text(added, "id")}";
        Assert.Equal(("call", "outbound", "everything", "Ana"), (Text(added, "type"), Text(added, "direction"), Text(added, "level"), Text(added.GetProperty("records")[0], "name")));

        var changed = await client.PutAsJsonAsync(path, new { type = "call", subject = "Called twice", records = body.records, version = 1 }).JsonAsync();
        Assert.Equal("Called twice", Text(changed, "subject"));
        Assert.Equal("Called twice", Text((await client.PutAsJsonAsync(path, new { type = "call", subject = "Late", records = body.records, version = 1 }).JsonAsync(HttpStatusCode.Conflict)).GetProperty("current"), "subject"));

        var timeline = await client.GetAsync($"/api/contacts/{contact}/timeline?type=call,meeting&direction=inbound").JsonAsync();
        Assert.Empty(timeline.GetProperty("items").EnumerateArray());
        Assert.Equal("Called twice", Text((await client.GetAsync($"/api/contacts/{contact}/timeline?type=call").JsonAsync()).GetProperty("items")[0], "subject"));
        Assert.Equal("Called twice", Text((await client.GetAsync("/api/activities").JsonAsync()).GetProperty("items")[0], "subject"));

        var stranger = await host.SignedInAsync("colleague");
        await stranger.DeleteAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(path)).StatusCode);
        await client.GetAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_sent_email_is_on_the_timeline_and_its_links_are_changed_by_its_owner()
    {
        var client = await host.SignedInAsync("sender");
        var contact = await ContactAsync(client, "Bob", "bob@customer-sender.example");
        var company = Text(await client.PostAsJsonAsync("/api/companies", new { name = "Customer", domains = new[] { "customer-sender.example" } }).JsonAsync(HttpStatusCode.Created), "id");
        var mailbox = await ApiHost.ConnectAsync(client, "sender@acme.example");
        var receipt = await client.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { "bob@customer-sender.example" }, subject = "Offer", bodyText = "Dear Bob" }).JsonAsync(HttpStatusCode.Accepted);
        var (email, thread) = (Text(receipt, "emailId"), Text(receipt, "threadId"));
        await Until.TrueAsync(async () => (await TimelineAsync(client, contact)).GetArrayLength() == 1, TimeSpan.FromSeconds(30), () => "The email is not logged.", TestContext.Current.CancellationToken);
        var item = (await TimelineAsync(client, contact))[0];
        Assert.Equal((email, "emailSent", "Offer", thread), (Text(item, "id"), Text(item, "type"), Text(item, "subject"), Text(item, "threadId")));

        var links = $"/api/email/emails/{email}/links";
        Assert.Equal(["address of Bob", "domain of bob@customer-sender.example"], (await client.GetAsync(links).JsonAsync()).EnumerateArray().Select(l => Text(l, "reason")));
        Assert.Single((await client.DeleteAsync($"{links}/company/{company}").JsonAsync()).EnumerateArray());
        Assert.Equal("linked by you", (await client.PostAsJsonAsync(links, new { kind = "company", id = company }).JsonAsync()).EnumerateArray().Select(l => Text(l, "reason")).Last());
        await client.PostAsJsonAsync(links, new { kind = "deal", id = "12" }).IsProblemAsync(HttpStatusCode.NotFound);
        var shown = (await client.GetAsync($"/api/email/threads/{thread}").JsonAsync()).GetProperty("emails")[0];
        Assert.Equal((contact, company, email), (shown.GetProperty("contactIds")[0].GetString(), shown.GetProperty("companyIds")[0].GetString(), Text(shown, "activityId")));
        Assert.Empty((await client.GetAsync($"/api/email/threads/{thread}/deal-question").JsonAsync()).GetProperty("candidates").EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync($"/api/email/threads/{thread}/deal-question", new { dealId = (string?)null })).StatusCode);

        // Others see that there is something, and what the owner decides.
        var stranger = await host.SignedInAsync("onlooker");
        var hidden = await stranger.GetAsync($"/api/contacts/{contact}/timeline").JsonAsync();
        Assert.Equal((0, 1), (hidden.GetProperty("items").GetArrayLength(), hidden.GetProperty("hidden").GetInt32()));
        await stranger.GetAsync(links).IsProblemAsync(HttpStatusCode.NotFound);
        await stranger.GetAsync($"/api/activities/{email}").IsProblemAsync(HttpStatusCode.NotFound);
        await stranger.PutAsJsonAsync($"/api/email/mailboxes/{mailbox}/sharing", new { level = "everything", audience = "everyone" }).IsProblemAsync(HttpStatusCode.NotFound);
        await client.PutAsJsonAsync($"/api/email/mailboxes/{mailbox}/sharing", new { level = "subject", audience = "everyone" }).JsonAsync();
        var seen = (await TimelineAsync(stranger, contact))[0];
        Assert.Equal(("Offer", JsonValueKind.Null, JsonValueKind.Null), (Text(seen, "subject"), seen.GetProperty("text").ValueKind, seen.GetProperty("threadId").ValueKind));
        Assert.Equal("subject", Text(await client.GetAsync($"/api/email/mailboxes/{mailbox}/sharing").JsonAsync(), "level"));
    }

    [Fact]
    public async Task The_progress_of_old_mail_is_told()
    {
        var client = await host.SignedInAsync("newcomer");
        var contact = await ContactAsync(client, "Eve", "eve@newcomer.example");
        await Until.TrueAsync(async () => (await client.GetAsync($"/api/contacts/{contact}/old-mail").JsonAsync()).GetProperty("isDone").GetBoolean(), TimeSpan.FromSeconds(30), () => "Old mail is not looked through.", TestContext.Current.CancellationToken);
        await client.GetAsync("/api/deals/12/old-mail").IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unknown_recipient_is_suggested_until_blocked()
    {
        var client = await host.SignedInAsync("suggester");
        var mailbox = await ApiHost.ConnectAsync(client, "suggester@acme.example");
        await client.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { "Uma Unknown <uma@unknown-suggester.example>" }, subject = "Hello" }).JsonAsync(HttpStatusCode.Accepted);
        await Until.TrueAsync(async () => (await client.GetAsync("/api/contacts/suggestions").JsonAsync()).GetArrayLength() == 1, TimeSpan.FromSeconds(30), () => "Nobody is suggested.", TestContext.Current.CancellationToken);
        Assert.Equal("Uma Unknown", Text((await client.GetAsync("/api/contacts/suggestions").JsonAsync())[0], "name"));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync("/api/contacts/suggestions/blocked", new { value = "unknown-suggester.example" })).StatusCode);
        Assert.Equal(0, (await client.GetAsync("/api/contacts/suggestions").JsonAsync()).GetArrayLength());
        Assert.Equal(["value"], await client.PostAsJsonAsync("/api/contacts/suggestions/blocked", new { value = "nonsense" }).FieldsAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsJsonAsync("/api/contacts/suggestions/policy", new { policy = "never" })).StatusCode);
        Assert.Equal("never", Text(await client.GetAsync("/api/contacts/suggestions/policy").JsonAsync(), "policy"));
    }

    [Theory]
    [InlineData("/api/contacts/12/timeline?type=shout", "type")]
    [InlineData("/api/contacts/12/timeline?type=3", "type")]
    [InlineData("/api/leads/12/timeline?direction=up", "direction")]
    [InlineData("/api/deals/12/timeline?userId=me", "userId")]
    [InlineData("/api/companies/12/timeline?pageSize=101", "pageSize")]
    [InlineData("/api/activities?cursor=nonsense", "cursor")]
    [InlineData("/api/activities?from=yesterday", "from")]
    public async Task A_bad_question_names_its_parameter(string address, string field)
    {
        var client = await host.SignedInAsync("asker");
        Assert.Equal([field], await client.GetAsync(address).FieldsAsync());
    }

    [Theory]
    [InlineData("/api/contacts/12/timeline")]
    [InlineData("/api/companies/12/timeline")]
    [InlineData("/api/leads/x/timeline")]
    [InlineData("/api/deals/12/timeline")]
    [InlineData("/api/activities/12")]
    [InlineData("/api/email/emails/12/links")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        var client = await host.SignedInAsync("asker");
        await client.GetAsync(address).IsProblemAsync(HttpStatusCode.NotFound);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> TimelineAsync(HttpClient client, string? contact) => (await client.GetAsync($"/api/contacts/{contact}/timeline").JsonAsync()).GetProperty("items");

    private static async Task<string?> ContactAsync(HttpClient client, string name, string address) =>
        Text(await client.PostAsJsonAsync("/api/contacts", new { name, addresses = new[] { address } }).JsonAsync(HttpStatusCode.Created), "id");
}
