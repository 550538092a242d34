using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class DraftApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Draft_is_saved_read_sent_and_gone()
    {
        var client = await host.SignedInAsync("writer");
        var mailbox = await ApiHost.ConnectAsync(client, "writer@acme.example");
        var path = $"/api/email/drafts/{Guid.NewGuid()}";
        var saved = await client.PutAsJsonAsync(path, Draft(mailbox, 0, "<p>Hello</p>")).JsonAsync();
        Assert.Equal(1, saved.GetProperty("revision").GetInt32());
        Assert.Equal(2, (await client.PutAsJsonAsync(path, Draft(mailbox, 1, "<p>Hello Bob</p>")).JsonAsync()).GetProperty("revision").GetInt32());
        var late = await client.PutAsJsonAsync(path, Draft(mailbox, 1, "<p>Other</p>")).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal((2, "<p>Hello Bob</p>"), (late.GetProperty("revision").GetInt32(), late.GetProperty("current").GetProperty("html").GetString()));
        var read = await client.GetAsync(path).JsonAsync();
        Assert.Equal(("kept", "new", "bob@customer.example"), (read.GetProperty("quote").GetProperty("mode").GetString(), read.GetProperty("kind").GetString(), read.GetProperty("to")[0].GetProperty("address").GetString()));
        Assert.Single((await client.GetAsync("/api/email/drafts").JsonAsync()).EnumerateArray());

        await client.PostAsJsonAsync($"{path}/send", new { revision = 1 }).IsProblemAsync(HttpStatusCode.Conflict);
        var sent = await SendAsync(client, path, 2, "press-1", HttpStatusCode.Accepted);
        Assert.Equal(("prepared", true), (sent.GetProperty("state").GetString(), sent.GetProperty("sendAt").GetDateTime() > DateTime.UnixEpoch));
        Assert.Equal(sent.GetProperty("outgoingId").GetString(), (await SendAsync(client, path, 2, "press-1", HttpStatusCode.Accepted)).GetProperty("outgoingId").GetString());
        await client.GetAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
        await client.PutAsJsonAsync(path, Draft(mailbox, 2, "x")).IsProblemAsync(HttpStatusCode.NotFound);

        var outgoing = $"/api/email/outbox/{sent.GetProperty("outgoingId").GetString()}";
        await client.PutAsJsonAsync(outgoing + "/schedule", new { sendAt = "2027-01-04T08:00:00+01:00", timeZone = "Nowhere/Nothing" }).IsProblemAsync(HttpStatusCode.BadRequest);
        var cancelled = await client.PostAsync(outgoing + "/cancel", null).JsonAsync();
        Assert.EndsWith(cancelled.GetProperty("draftId").GetString()!, path, StringComparison.Ordinal);
        Assert.Equal(3, (await client.GetAsync(path).JsonAsync()).GetProperty("revision").GetInt32());
        await client.DeleteAsync(path).JsonAsync(HttpStatusCode.NoContent);
        await client.DeleteAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("subject", "subject")]
    [InlineData("name", "to")]
    [InlineData("address", "to")]
    [InlineData("cc", "cc")]
    [InlineData("bcc", "bcc")]
    public async Task Header_injection_is_refused_with_the_field_named_and_the_draft_stays(string where, string field)
    {
        const string Evil = "x\r\nBcc: eve@evil.example";
        var client = await host.SignedInAsync($"injector-{where}");
        var mailbox = await ApiHost.ConnectAsync(client, $"injector-{where}@acme.example");
        var path = $"/api/email/drafts/{Guid.NewGuid()}";
        object[] good = [new { address = "bob@customer.example", name = "Bob" }];
        object[] bad = [new { address = where == "address" ? "bob@customer.example" + Evil : "bob@customer.example", name = where == "address" ? "" : Evil }];
        await client.PutAsJsonAsync(path, new
        {
            baseRevision = 0,
            mailboxId = mailbox,
            to = where is "name" or "address" ? bad : good,
            cc = where == "cc" ? bad : [],
            bcc = where == "bcc" ? bad : [],
            subject = where == "subject" ? Evil : "Hi",
        }).JsonAsync();
        Assert.Equal([field], await client.PostAsJsonAsync($"{path}/send", new { revision = 1 }).FieldsAsync());
        await client.GetAsync(path).JsonAsync();
        Assert.Equal([field], await client.PostAsJsonAsync("/api/email/send", new
        {
            mailboxId = mailbox,
            to = where is "name" or "address" ? Old(bad) : Old(good),
            cc = where == "cc" ? Old(bad) : [],
            bcc = where == "bcc" ? Old(bad) : [],
            subject = where == "subject" ? Evil : "Hi",
        }).FieldsAsync());
        Assert.DoesNotContain(host.Server.Accepted, m => m.From == $"injector-{where}@acme.example");

        static object[] Old(object[] people) => [.. people.Select(p => JsonSerializer.SerializeToElement(p)).Select(p => (object)new { email = p.GetProperty("address").GetString(), name = p.GetProperty("name").GetString() })];
    }

    [Fact]
    public async Task File_name_with_a_header_in_it_is_cleaned_and_reaches_no_header()
    {
        var client = await host.SignedInAsync("filename");
        var mailbox = await ApiHost.ConnectAsync(client, "filename@acme.example");
        var upload = await client.PostAsync("/mail/uploads?fileName=" + Uri.EscapeDataString("a.txt\r\nBcc: eve@evil.example"), new ByteArrayContent("x"u8.ToArray())).JsonAsync(HttpStatusCode.Created);
        Assert.DoesNotContain("\r", upload.GetProperty("fileName").GetString());
        await client.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, attachments = new[] { new { uploadId = upload.GetProperty("id").GetString() } } }).JsonAsync(HttpStatusCode.Accepted);
        await Until.TrueAsync(() => Task.FromResult(host.Server.Accepted.Any(m => m.From == "filename@acme.example")), TimeSpan.FromSeconds(30), () => "The email does not reach the server.");
        var message = MimeKit.MimeMessage.Load(new MemoryStream(await host.Server.Accepted.Single(m => m.From == "filename@acme.example").Content.ReadAllAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(message.Bcc);
        Assert.Equal(["bob@customer.example"], host.Server.Accepted.Single(m => m.From == "filename@acme.example").Recipients);
    }

    [Fact]
    public async Task Malformed_drafts_are_refused_with_the_field_named()
    {
        var client = await host.SignedInAsync("malformed");
        var mailbox = await ApiHost.ConnectAsync(client, "malformed@acme.example");
        var path = $"/api/email/drafts/{Guid.NewGuid()}";
        Assert.Equal(["mailboxId"], await client.PutAsJsonAsync(path, new { baseRevision = 0 }).FieldsAsync());
        Assert.Equal(["attachmentIds"], await client.PutAsJsonAsync(path, new { baseRevision = 0, mailboxId = mailbox, attachmentIds = new[] { "../etc/passwd" } }).FieldsAsync());
        await client.PutAsJsonAsync(path, new { baseRevision = 7, mailboxId = mailbox }).IsProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(["revision"], await client.PostAsJsonAsync($"{path}/send", new { }).FieldsAsync());
        await client.PutAsJsonAsync("/api/email/drafts/not-a-guid", new { }).IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Snooze_and_reminders_take_only_times_to_come_and_suppressions_only_managers()
    {
        var client = await host.SignedInAsync("snoozer");
        Assert.Equal(["at"], await client.PostAsJsonAsync("/api/email/snooze", new { threadIds = new[] { "1" }, at = "2001-01-01T00:00:00Z" }).FieldsAsync());
        Assert.Equal(["threadIds"], await client.PostAsJsonAsync("/api/email/reminders", new { threadIds = Array.Empty<string>() }).FieldsAsync());
        Assert.Equal(0, (await client.PostAsJsonAsync("/api/email/snooze", new { threadIds = new[] { "1" } }).JsonAsync()).GetProperty("threadCount").GetInt32());
        await client.PutAsJsonAsync("/api/email/suppressions", new { address = "a@b.example", reason = "asked" }).IsProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await client.GetAsync("/api/email/suppressions").JsonAsync()).EnumerateArray());
    }

    private static object Draft(string? mailbox, int baseRevision, string html) => new
    {
        baseRevision,
        mailboxId = mailbox,
        kind = "new",
        to = new[] { new { address = "bob@customer.example", name = "Bob" } },
        subject = "Offer",
        html,
        text = "Hello",
        quote = new { mode = "kept" },
    };

    private static Task<JsonElement> SendAsync(HttpClient client, string path, int revision, string key, HttpStatusCode expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/send") { Content = JsonContent.Create(new { revision, undoSeconds = 60 }) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request).JsonAsync(expected);
    }
}
