using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Google;

public sealed class GmailApiTests : IAsyncLifetime
{
    private GoogleWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await GoogleWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task<string> ThreadAsync(string id) => (string)(await _world.GetAsync($"messages/{id}?format=minimal"))["threadId"]!;

    [Fact]
    public async Task Conversation_is_joined_by_references_and_subject_together()
    {
        var first = _world.Deliver("Conditions", "one@mercier.example");
        var answer = _world.Deliver("Re: Conditions", null, "In-Reply-To: <one@mercier.example>\r\n");
        var otherSubject = _world.Deliver("Invoice", null, "References: <one@mercier.example>\r\n");
        var sameSubject = _world.Deliver("Conditions");
        Assert.Equal(first, await ThreadAsync(answer));
        Assert.Equal(otherSubject, await ThreadAsync(otherSubject));
        Assert.Equal(sameSubject, await ThreadAsync(sameSubject));
        Assert.Equal(2, (await _world.GetAsync($"threads/{first}"))["messages"]!.AsArray().Count);
        Assert.Equal(3, (await _world.GetAsync("threads"))["threads"]!.AsArray().Count);
    }

    [Fact]
    public async Task Lists_are_paged_by_label_and_search_without_spam_and_trash()
    {
        for (var i = 0; i < 25; i++)
        {
            _world.Deliver($"Email {i}");
            _world.Time.Advance(TimeSpan.FromMinutes(1));
        }
        _world.Mailbox.ChangeLabels(_world.Deliver("Thrown away", "away@mercier.example"), ["TRASH"], ["INBOX"]);
        var seen = new List<string>();
        string? page = null;
        do
        {
            var answer = await _world.GetAsync($"messages?labelIds=INBOX&maxResults=10{(page is null ? "" : $"&pageToken={page}")}");
            seen.AddRange(answer["messages"]!.AsArray().Select(m => (string)m!["id"]!));
            page = (string?)answer["nextPageToken"];
        }
        while (page is not null);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        Assert.Null((await _world.GetAsync("messages?q=rfc822msgid:away@mercier.example"))["messages"]);
        Assert.Single((await _world.GetAsync("messages?includeSpamTrash=true&q=rfc822msgid:away@mercier.example"))["messages"]!.AsArray());
        Assert.Single((await _world.GetAsync("messages?q=" + Uri.EscapeDataString("subject:\"email 7\" -is:read")))["messages"]!.AsArray());
    }

    [Fact]
    public async Task History_pages_can_be_empty_and_go_on()
    {
        var start = (string)(await _world.GetAsync("profile"))["historyId"]!;
        var id = _world.Deliver("Restless");
        for (var i = 0; i < 10; i++)
            _world.Mailbox.ChangeLabels(id, i % 2 == 0 ? ["STARRED"] : [], i % 2 == 0 ? [] : ["STARRED"]);
        var last = _world.Deliver("Last");
        var (pages, empty, added) = (0, 0, new List<string>());
        string? page = null;
        do
        {
            var answer = await _world.GetAsync($"history?startHistoryId={start}&historyTypes=messageAdded&maxResults=3{(page is null ? "" : $"&pageToken={page}")}");
            pages++;
            empty += answer["history"] is null ? 1 : 0;
            added.AddRange((answer["history"]?.AsArray() ?? []).SelectMany(h => h!["messagesAdded"]!.AsArray()).Select(m => (string)m!["message"]!["id"]!));
            page = (string?)answer["nextPageToken"];
        }
        while (page is not null);
        Assert.Equal([id, last], added);
        Assert.Equal((4, 2), (pages, empty));
    }

    [Fact]
    public async Task Old_history_id_is_not_found()
    {
        var start = (string)(await _world.GetAsync("profile"))["historyId"]!;
        _world.Deliver("News");
        _world.Mailbox.ExpireHistory();
        Assert.Equal(HttpStatusCode.NotFound, (await _world.TryAsync(HttpMethod.Get, $"gmail/v1/users/me/history?startHistoryId={start}")).Status);
        var now = (string)(await _world.GetAsync("profile"))["historyId"]!;
        _world.Deliver("More news");
        Assert.Single((await _world.GetAsync($"history?startHistoryId={now}"))["history"]!.AsArray());
    }

    [Fact]
    public async Task Quota_that_is_used_up_is_refused_in_googles_words()
    {
        _world.Mailbox.Quota.UnitsPerMinute = 12;
        await _world.GetAsync("messages");
        await _world.GetAsync("messages");
        var (status, body) = await _world.TryAsync(HttpMethod.Get, "gmail/v1/users/me/messages");
        Assert.Equal((HttpStatusCode.TooManyRequests, "rateLimitExceeded", "RESOURCE_EXHAUSTED"), (status, (string)body["error"]!["errors"]![0]!["reason"]!, (string)body["error"]!["status"]!));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.GetAsync("messages");
        Assert.Equal((15, 1), (_world.Mailbox.Quota.Used, _world.Mailbox.Quota.Refused));
    }

    [Fact]
    public async Task Token_without_the_scope_or_expired_is_refused()
    {
        var id = _world.Deliver("Kept");
        _world.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _world.Sandbox.GoogleAccounts.IssueAccessToken(GoogleWorld.Address, "https://www.googleapis.com/auth/gmail.modify"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.TryAsync(HttpMethod.Delete, $"gmail/v1/users/me/messages/{id}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.TryAsync(HttpMethod.Post, $"gmail/v1/users/me/messages/{id}/modify", new StringContent("""{"addLabelIds":["SENT"]}"""))).Status);
        await _world.PostAsync($"messages/{id}/trash", null);
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _world.TryAsync(HttpMethod.Get, "gmail/v1/users/me/profile")).Status);
    }

    [Fact]
    public async Task Bodies_may_be_compressed_and_answers_partial()
    {
        var id = _world.Deliver("Compressed");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync("""{"addLabelIds":["STARRED"],"removeLabelIds":["UNREAD"]}"""u8.ToArray());
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await _world.SendAsync(HttpMethod.Post, $"gmail/v1/users/me/messages/{id}/modify", content);
        var answer = (JsonObject)await _world.GetAsync($"messages/{id}?fields=labelIds,payload/headers(name)");
        Assert.Equal(["labelIds", "payload"], answer.Select(a => a.Key).Order(StringComparer.Ordinal));
        Assert.Contains("STARRED", answer["labelIds"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(answer["payload"]!["headers"]![0]!["value"]);
    }

    [Theory]
    [InlineData("media")]
    [InlineData("multipart")]
    [InlineData("resumable")]
    public async Task Message_can_be_sent_by_every_kind_of_upload(string kind)
    {
        var email = GoogleWorld.Email("Uploaded", to: "bob@mercier.example");
        var path = $"upload/gmail/v1/users/me/messages/send?uploadType={kind}";
        JsonNode sent;
        if (kind == "resumable")
        {
            using var begin = await _world.Http.PostAsync(_world.At(path), new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            using var first = await PutAsync(begin.Headers.Location!, email.AsMemory(0, 40), $"bytes 0-39/{email.Length}");
            Assert.Equal((308, "bytes=0-39"), ((int)first.StatusCode, first.Headers.GetValues("Range").Single()));
            using var last = await PutAsync(begin.Headers.Location!, email.AsMemory(40), $"bytes 40-{email.Length - 1}/{email.Length}");
            sent = JsonNode.Parse(await last.Content.ReadAsStringAsync())!;
        }
        else
        {
            HttpContent message = new ByteArrayContent(email);
            message.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
            if (kind == "multipart")
                message = new MultipartContent("related") { new StringContent("{}", Encoding.UTF8, "application/json"), message };
            sent = await _world.SendAsync(HttpMethod.Post, path, message);
        }
        var raw = (string)(await _world.GetAsync($"messages/{sent["id"]}?format=raw"))["raw"]!;
        Assert.Contains("Subject: Uploaded", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(raw)), StringComparison.Ordinal);
        Assert.Contains("SENT", sent["labelIds"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_batch_are_answered_each_for_itself()
    {
        var id = _world.Deliver("In a batch");
        var absolute = _world.At($"gmail/v1/users/me/messages/{id}?format=minimal");
        var batch = $"--cut\r\nContent-Type: application/http\r\nContent-ID: <a>\r\n\r\nGET {absolute} HTTP/1.1\r\n\r\n\r\n"
            + $"--cut\r\nContent-Type: application/http\r\nContent-ID: <b>\r\n\r\nPOST /gmail/v1/users/me/messages/{id}/modify\r\nContent-Type: application/json\r\n\r\n{{\"addLabelIds\":[\"STARRED\"]}}\r\n"
            + "--cut\r\nContent-Type: application/http\r\nContent-ID: <c>\r\n\r\nGET /gmail/v1/users/me/messages/0000000000000000\r\n\r\n--cut--\r\n";
        var content = new StringContent(batch);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=cut");
        using var answer = await _world.Http.PostAsync(_world.At("batch/gmail/v1"), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["<response-a>", "<response-b>", "<response-c>"], text.Split("Content-ID: ").Skip(1).Select(p => p[..p.IndexOf('\r')]));
        Assert.Equal(["200", "200", "404"], text.Split("HTTP/1.1 ").Skip(1).Select(p => p[..3]));
    }

    [Fact]
    public async Task Full_form_shows_the_parts_and_attachments_apart()
    {
        var email = "From: bob@mercier.example\r\nTo: ana@northwind.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
            + "--cut\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--cut--\r\n";
        var id = _world.Mailbox.Deliver(Encoding.ASCII.GetBytes(email), _world.Time.GetUtcNow());
        var payload = (await _world.GetAsync($"messages/{id}"))["payload"]!;
        Assert.Contains(payload["headers"]!.AsArray(), h => (string)h!["name"]! == "Subject" && (string)h["value"]! == "Grüße");
        Assert.Equal("Hello", Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string)payload["parts"]![0]!["body"]!["data"]!)).Trim());
        var attachment = (string)payload["parts"]![1]!["body"]!["attachmentId"]!;
        var data = await _world.GetAsync($"messages/{id}/attachments/{attachment}");
        Assert.Equal("%PDF", Encoding.ASCII.GetString(Base64Url.DecodeFromChars((string)data["data"]!)));
        Assert.NotEqual(attachment, (string)(await _world.GetAsync($"messages/{id}"))["payload"]!["parts"]![1]!["body"]!["attachmentId"]!);
    }

    [Fact]
    public async Task Draft_gets_another_message_with_each_change_and_is_sent_once()
    {
        static JsonObject Draft(string subject) => new() { ["message"] = new JsonObject { ["raw"] = Base64Url.EncodeToString(GoogleWorld.Email(subject, to: "bob@mercier.example")) } };
        var made = await _world.PostAsync("drafts", Draft("One"));
        var updated = await _world.SendAsync(HttpMethod.Put, $"gmail/v1/users/me/drafts/{made["id"]}", new StringContent(Draft("Two").ToJsonString(), Encoding.UTF8, "application/json"));
        Assert.Equal((string)made["id"]!, (string)updated["id"]!);
        Assert.NotEqual((string)made["message"]!["id"]!, (string)updated["message"]!["id"]!);
        var sent = await _world.PostAsync("drafts/send", new JsonObject { ["id"] = (string)made["id"]! });
        Assert.Contains("SENT", sent["labelIds"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null((await _world.GetAsync("drafts"))["drafts"]);
        Assert.Single(_world.Mailbox.Messages());
    }

    [Fact]
    public async Task Email_to_another_account_arrives_there()
    {
        var other = _world.Sandbox.Google.Add("ben@northwind.test", "Ben");
        await _world.PostAsync("messages/send", new JsonObject { ["raw"] = Base64Url.EncodeToString(GoogleWorld.Email("For Ben", to: "ben@northwind.test")) });
        await TestServers.Processes.Until.TrueAsync(() => Task.FromResult(other.Messages().Count == 1), TimeSpan.FromSeconds(10), () => "nothing arrived", TestContext.Current.CancellationToken);
        Assert.Contains("INBOX", other.Messages()[0].Labels);
    }

    [Fact]
    public async Task Twenty_thousand_messages_are_listed_in_full()
    {
        var start = DateTimeOffset.UnixEpoch.AddYears(50);
        for (var i = 0; i < 20_000; i++)
            _world.Mailbox.Deliver(GoogleWorld.Email($"Email {i.ToString(CultureInfo.InvariantCulture)}"), start.AddMinutes(i));
        var (count, page) = (0, (string?)null);
        do
        {
            var answer = await _world.GetAsync($"messages?labelIds=INBOX&maxResults=500{(page is null ? "" : $"&pageToken={page}")}");
            count += answer["messages"]!.AsArray().Count;
            page = (string?)answer["nextPageToken"];
        }
        while (page is not null);
        Assert.Equal(20_000, count);
        Assert.Equal(20_000, (int)(await _world.GetAsync("labels/INBOX"))["messagesUnread"]!);
    }

    private Task<HttpResponseMessage> PutAsync(Uri address, ReadOnlyMemory<byte> piece, string range)
    {
        var content = new ReadOnlyMemoryContent(piece);
        content.Headers.TryAddWithoutValidation("Content-Range", range);
        return _world.Http.PutAsync(address, content, TestContext.Current.CancellationToken);
    }
}
