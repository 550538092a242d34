using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class SendApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Sent_email_reaches_the_server_and_shows_in_its_thread()
    {
        var client = await host.SignedInAsync("sender");
        var mailbox = await ApiHost.ConnectAsync(client, "sender@acme.example");
        var receipt = await client.PostAsJsonAsync("/api/email/send", new
        {
            mailboxId = mailbox,
            to = new object[] { "Bob Größe <bob@customer.example>", new { email = "eve@customer.example", name = "Eve" } },
            subject = "Offer 7",
            bodyHtml = "<p>Ten <b>euros</b></p><script>alert(1)</script>",
        }).JsonAsync(HttpStatusCode.Accepted);
        var id = receipt.GetProperty("id").GetString();
        await UntilAsync(async () => (await client.GetAsync($"/api/email/outbox/{id}").JsonAsync()).GetProperty("status").GetString() == "accepted");
        var message = host.Server.Accepted.Single(m => m.From == "sender@acme.example");
        Assert.Equal(["bob@customer.example", "eve@customer.example"], message.Recipients);
        Assert.Contains("Subject: Offer 7", Encoding.ASCII.GetString(await message.Content.ReadAllAsync(TestContext.Current.CancellationToken)));

        var thread = await client.GetAsync($"/api/email/threads/{receipt.GetProperty("threadId").GetString()}").JsonAsync();
        var email = thread.GetProperty("emails")[0];
        Assert.Equal(receipt.GetProperty("emailId").GetString(), email.GetProperty("id").GetString());
        Assert.Equal(("outbound", "sent", "imap"), (email.GetProperty("direction").GetString(), email.GetProperty("status").GetString(), email.GetProperty("provider").GetString()));
        Assert.Equal("Bob Größe", email.GetProperty("to")[0].GetProperty("name").GetString());
        Assert.Contains("Ten <b>euros</b>", email.GetProperty("bodyHtml").GetString());
        Assert.DoesNotContain("script", email.GetProperty("bodyHtml").GetString());
        foreach (var field in new[] { "externalId", "userId", "cc", "bcc", "bodyText", "sentAt", "receivedAt", "attachments", "contactIds", "leadIds", "dealIds", "opened", "clickedLinks", "createdAt", "updatedAt", "syncedAt" })
            Assert.True(email.TryGetProperty(field, out _), field);
    }

    [Fact]
    public async Task Same_key_sends_once_and_another_body_with_it_is_a_conflict()
    {
        var client = await host.SignedInAsync("doubler");
        var mailbox = await ApiHost.ConnectAsync(client, "doubler@acme.example");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync("one")));
        var ids = new HashSet<string?>();
        foreach (var answer in answers)
            ids.Add((await Task.FromResult(answer).JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString());
        Assert.Single(ids);
        await Task.FromResult(await PostAsync("two")).IsProblemAsync(HttpStatusCode.Conflict);
        await UntilAsync(() => Task.FromResult(host.Server.Accepted.Any(m => m.From == "doubler@acme.example")));
        Assert.Single(host.Server.Accepted, m => m.From == "doubler@acme.example");

        Task<HttpResponseMessage> PostAsync(string text)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/email/send")
            {
                Content = JsonContent.Create(new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, subject = "Hi", bodyText = text }),
            };
            request.Headers.Add("Idempotency-Key", "key-1");
            return client.SendAsync(request);
        }
    }

    [Fact]
    public async Task Email_can_be_taken_back_within_its_undo_time()
    {
        var client = await host.SignedInAsync("hasty");
        var mailbox = await ApiHost.ConnectAsync(client, "hasty@acme.example");
        var id = (await client.PostAsJsonAsync("/mail/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, undoSeconds = 60 }).JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString();
        Assert.Equal("cancelled", (await client.PostAsync($"/api/email/outbox/{id}/cancel", null).JsonAsync()).GetProperty("status").GetString());
        await client.PostAsync($"/api/email/outbox/{id}/cancel", null).IsProblemAsync(HttpStatusCode.Conflict);
        Assert.DoesNotContain(host.Server.Accepted, m => m.From == "hasty@acme.example");
    }

    [Fact]
    public async Task File_is_uploaded_sent_and_read_by_its_signed_address_alone()
    {
        var client = await host.SignedInAsync("filer");
        var mailbox = await ApiHost.ConnectAsync(client, "filer@acme.example");
        var content = new ByteArrayContent("<script>alert(1)</script>"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        var upload = await client.PostAsync("/mail/uploads?fileName=" + Uri.EscapeDataString("Größe.html"), content).JsonAsync(HttpStatusCode.Created);
        var receipt = await client.PostAsJsonAsync("/mail/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, attachments = new[] { new { uploadId = upload.GetProperty("id").GetString() } } }).JsonAsync(HttpStatusCode.Accepted);
        var thread = await client.GetAsync($"/api/email/threads/{receipt.GetProperty("threadId").GetString()}").JsonAsync();
        var attachment = thread.GetProperty("emails")[0].GetProperty("attachments")[0];
        Assert.Equal("Größe.html", attachment.GetProperty("fileName").GetString());

        var url = attachment.GetProperty("url").GetString()!;
        using var file = await host.Anonymous().GetAsync(url);
        Assert.Equal("<script>alert(1)</script>", await file.Content.ReadAsStringAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.NotEqual("text/html", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(file.Headers.CacheControl?.NoStore);

        await host.Anonymous().GetAsync(url[..^2] + "AA").IsProblemAsync(HttpStatusCode.Forbidden);
        await host.Anonymous().GetAsync(url.Split('?')[0]).IsProblemAsync(HttpStatusCode.Forbidden);
        await client.DeleteAsync("/mail/uploads/" + upload.GetProperty("id").GetString()).JsonAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Another_person_reaches_nothing_of_it()
    {
        var ann = await host.SignedInAsync("owner");
        var mallory = await host.SignedInAsync("mallory");
        var mailbox = await ApiHost.ConnectAsync(ann, "owner@acme.example");
        var own = await ApiHost.ConnectAsync(mallory, "mallory@acme.example");
        var upload = (await ann.PostAsync("/mail/uploads?fileName=plan.txt", new ByteArrayContent("plan"u8.ToArray())).JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString();
        var receipt = await ann.PostAsJsonAsync("/mail/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, subject = "secret", undoSeconds = 60, attachments = new[] { new { uploadId = upload } } }).JsonAsync(HttpStatusCode.Accepted);
        var (id, email, thread) = (receipt.GetProperty("id").GetString(), receipt.GetProperty("emailId").GetString(), receipt.GetProperty("threadId").GetString());

        foreach (var path in new[] { $"/api/email/threads/{thread}", $"/api/email/outbox/{id}", $"/mail/emails/{email}/document", $"/mail/emails/{email}/source" })
            await mallory.GetAsync(path).IsProblemAsync(HttpStatusCode.NotFound);
        foreach (var act in new[] { "retry", "cancel", "mark-sent" })
            await mallory.PostAsync($"/api/email/outbox/{id}/{act}", null).IsProblemAsync(HttpStatusCode.NotFound);
        await mallory.DeleteAsync($"/mail/uploads/{upload}").IsProblemAsync(HttpStatusCode.NotFound);
        await mallory.DeleteAsync($"/api/email/disconnect?mailboxId={mailbox}&deleteEmails=true").IsProblemAsync(HttpStatusCode.NotFound);
        await mallory.PostAsJsonAsync("/api/email/sync", new { mailboxId = mailbox }).IsProblemAsync(HttpStatusCode.NotFound);
        await mallory.GetAsync($"/api/email/inbox?mailboxId={mailbox}").IsProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(["mailboxId"], await mallory.PostAsJsonAsync("/api/email/send", new { mailboxId = mailbox, to = new[] { "x@x.example" } }).FieldsAsync());
        Assert.Equal(["inReplyTo"], await mallory.PostAsJsonAsync("/api/email/send", new { mailboxId = own, to = new[] { "x@x.example" }, inReplyTo = email, includeQuote = true }).FieldsAsync());
        Assert.DoesNotContain("secret", (await mallory.GetAsync("/api/email/inbox?q=secret").JsonAsync()).GetRawText());
        Assert.Equal([own], (await mallory.GetAsync("/api/email/status").JsonAsync()).EnumerateArray().Select(m => m.GetProperty("mailboxId").GetString()));
        Assert.Empty((await mallory.GetAsync("/api/email/outbox").JsonAsync()).EnumerateArray());
        Assert.Equal("prepared", (await ann.GetAsync($"/api/email/outbox/{id}").JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Document_and_source_of_an_email_are_confined_and_kept_out_of_caches()
    {
        var client = await host.SignedInAsync("reader");
        var mailbox = await ApiHost.ConnectAsync(client, "reader@acme.example");
        var receipt = await client.PostAsJsonAsync("/mail/send", new { mailboxId = mailbox, to = new[] { "bob@customer.example" }, bodyHtml = "<p>Hello</p>", undoSeconds = 60 }).JsonAsync(HttpStatusCode.Accepted);
        var email = receipt.GetProperty("emailId").GetString();
        using var document = await client.GetAsync($"/mail/emails/{email}/document?theme=dark");
        Assert.Contains("Hello", await document.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'none'", document.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(document.Headers.CacheControl?.NoStore);
        using var source = await client.GetAsync($"/mail/emails/{email}/source");
        Assert.Equal("attachment", source.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("X-SimpleCrm-Id", await source.Content.ReadAsStringAsync());
        foreach (var path in new[] { "/api/email/inbox", $"/api/email/threads/{receipt.GetProperty("threadId").GetString()}", "/api/email/status" })
            Assert.True((await client.GetAsync(path)).Headers.CacheControl?.NoStore, path);
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => Until.TrueAsync(condition, TimeSpan.FromSeconds(30), () => "It does not come to be so.");
}
