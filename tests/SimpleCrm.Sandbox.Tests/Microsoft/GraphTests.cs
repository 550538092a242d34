using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Microsoft;

public class GraphTests
{
    [Fact]
    public async Task An_id_changes_with_the_folder_unless_immutable_ids_are_preferred()
    {
        await using var graph = await GraphCaller.StartAsync();
        var immutable = graph.Deliver("Hello");
        var ordinary = (string)(await graph.GetAsync("/me/messages"))["value"]![0]!["id"]!;

        var (status, moved, _) = await graph.CallAsync("POST", $"/me/messages/{ordinary}/move", """{"destinationId":"archive"}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.NotEqual(ordinary, (string?)moved!["id"]);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.CallAsync("GET", $"/me/messages/{ordinary}")).Status);
        Assert.Equal(immutable, (string?)(await graph.GetAsync($"/me/messages/{immutable}", immutable: true))["id"]);
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_selected_and_paged_by_absolute_links()
    {
        await using var graph = await GraphCaller.StartAsync();
        for (var i = 0; i < 7; i++)
            graph.Deliver($"Email {i}", $"X-SimpleCrm-Id: {i}\r\n");
        graph.Deliver("It's other");

        var first = await graph.GetAsync("/me/mailFolders('Inbox')/messages?$select=subject&$top=5&$orderby=receivedDateTime asc&$count=true&$filter=startswith(subject,'Email')");
        var second = await graph.GetAsync((string)first["@odata.nextLink"]!);
        var quoted = await graph.GetAsync("/me/messages?$filter=subject eq 'It''s other' and isRead eq false");
        var byHeader = await graph.GetAsync("/me/messages?$filter=singleValueExtendedProperties/any(ep: ep/id eq 'String {00020386-0000-0000-C000-000000000046} Name x-simplecrm-id' and ep/value eq '3')");

        Assert.Equal((7, 5, 2), ((int)first["@odata.count"]!, first["value"]!.AsArray().Count, second["value"]!.AsArray().Count));
        Assert.Equal(["@odata.etag", "id", "subject"], first["value"]![0]!.AsObject().Select(p => p.Key));
        Assert.Single(quoted["value"]!.AsArray());
        Assert.Equal("Email 3", (string?)byHeader["value"]!.AsArray().Single()!["subject"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.CallAsync("GET", "/me/messages?$filter=colour eq 'red'")).Status);
    }

    [Fact]
    public async Task Parts_of_a_batch_have_statuses_of_their_own_and_wait_for_what_they_depend_on()
    {
        await using var graph = await GraphCaller.StartAsync();
        var id = graph.Deliver("Hello");

        var (_, answer, _) = await graph.CallAsync("POST", "/$batch", $$$"""
            {"requests":[
              {"id":"a","method":"GET","url":"/me/messages/{{{id}}}/$value"},
              {"id":"b","method":"GET","url":"/me/messages/none"},
              {"id":"c","method":"DELETE","url":"/me/messages/{{{id}}}","dependsOn":["b"]},
              {"id":"d","method":"PATCH","url":"/me/messages/{{{id}}}","headers":{"Content-Type":"application/json"},"body":{"isRead":true}}]}
            """);

        var parts = answer!["responses"]!.AsArray().ToDictionary(r => (string)r!["id"]!, r => r!);
        Assert.Equal([200, 404, 424, 200], parts.OrderBy(p => p.Key).Select(p => (int)p.Value["status"]!));
        Assert.Contains("Subject: Hello", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)parts["a"]["body"]!)), StringComparison.Ordinal);
        Assert.True(graph.Mailbox.Snapshot()[id].IsRead);
        var many = new JsonArray([.. Enumerable.Range(0, 21).Select(i => (JsonNode)new JsonObject { ["id"] = $"{i}", ["method"] = "GET", ["url"] = "/me/messages" })]);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.CallAsync("POST", "/$batch", new JsonObject { ["requests"] = many }.ToJsonString())).Status);
    }

    [Fact]
    public async Task A_fifth_call_at_the_same_time_is_put_off()
    {
        await using var graph = await GraphCaller.StartAsync();
        graph.Server.Faults.Add(new SandboxFault { PathContains = "/mailFolders", Delay = TimeSpan.FromMilliseconds(400), Times = 5 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => graph.CallAsync("GET", "/me/mailFolders")));

        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.NotNull(answers.Single(a => a.Status == HttpStatusCode.TooManyRequests).Headers.RetryAfter);
    }

    [Fact]
    public async Task A_delta_round_is_a_snapshot_and_the_next_tells_what_happened_meanwhile()
    {
        await using var graph = await GraphCaller.StartAsync();
        graph.Server.Microsoft.DeltaPageSize = 2;
        var ids = Enumerable.Range(0, 5).Select(i => graph.Deliver($"Email {i}")).ToList();

        var page = await graph.GetAsync("/me/mailFolders/inbox/messages/delta?$select=subject", immutable: true);
        graph.Mailbox.Delete(ids[0]);
        var late = graph.Deliver("Late");
        var told = new List<JsonNode>(page["value"]!.AsArray()!);
        while (page["@odata.nextLink"] is { } next)
        {
            page = await graph.GetAsync((string)next!, immutable: true);
            told.AddRange(page["value"]!.AsArray()!);
        }
        var changes = await graph.GetAsync((string)page["@odata.deltaLink"]!, immutable: true);

        Assert.DoesNotContain(late, told.Select(m => (string)m["id"]!));
        Assert.Equal(new[] { late, ids[0] }.Order(), changes["value"]!.AsArray().Select(m => (string)m!["id"]!).Order());
        Assert.Equal("deleted", (string?)changes["value"]!.AsArray().Single(m => m!["@removed"] is not null)!["@removed"]!["reason"]);
        graph.Mailbox.ExpireSyncState();
        var (status, error, _) = await graph.CallAsync("GET", (string)changes["@odata.deltaLink"]!);
        Assert.Equal((HttpStatusCode.Gone, "SyncStateNotFound"), (status, (string?)error!["error"]!["code"]));
    }

    [Fact]
    public async Task Replies_and_forwards_are_drafts_of_the_conversation_with_their_recipients()
    {
        await using var graph = await GraphCaller.StartAsync();
        var id = graph.Deliver("Offer", "Cc: Cleo <cleo@mercier.example>\r\n");

        var reply = (await graph.CallAsync("POST", $"/me/messages/{id}/createReplyAll", """{"comment":"Yes"}""")).Body!;
        var forward = (await graph.CallAsync("POST", $"/me/messages/{id}/createForward", """{"toRecipients":[{"emailAddress":{"address":"bo@lind.example"}}]}""")).Body!;
        Assert.Equal(HttpStatusCode.Accepted, (await graph.CallAsync("POST", $"/me/messages/{id}/reply", """{"Comment":"At once"}""")).Status);

        var original = await graph.GetAsync($"/me/messages/{id}");
        Assert.Equal(("RE: Offer", true, (string?)original["conversationId"]), ((string?)reply["subject"], (bool)reply["isDraft"]!, (string?)reply["conversationId"]));
        Assert.Equal("ada@mercier.example", (string?)reply["toRecipients"]![0]!["emailAddress"]!["address"]);
        Assert.Equal("cleo@mercier.example", (string?)reply["ccRecipients"]![0]!["emailAddress"]!["address"]);
        Assert.Equal("bo@lind.example", (string?)forward["toRecipients"]![0]!["emailAddress"]!["address"]);
        Assert.Contains(graph.Mailbox.Snapshot().Values, m => m is { Folder: "sentitems", Subject: "RE: Offer" });
    }

    [Fact]
    public async Task Attachments_of_each_kind_are_added_read_and_removed()
    {
        await using var graph = await GraphCaller.StartAsync();
        var draft = (string)(await graph.CallAsync("POST", "/me/messages", """{"subject":"Files","body":{"contentType":"html","content":"<p>See</p>"}}""", immutable: true)).Body!["id"]!;
        string[] bodies =
        [
            """{"@odata.type":"#microsoft.graph.fileAttachment","name":"a.txt","contentType":"text/plain","contentBytes":"SGVsbG8="}""",
            """{"@odata.type":"#microsoft.graph.itemAttachment","name":"inner","item":{"@odata.type":"#microsoft.graph.message","subject":"Inner"}}""",
        ];
        foreach (var body in bodies)
            Assert.Equal(HttpStatusCode.Created, (await graph.CallAsync("POST", $"/me/messages/{draft}/attachments", body)).Status);

        var listed = (await graph.GetAsync($"/me/messages/{draft}/attachments"))["value"]!.AsArray();
        Assert.Equal(["#microsoft.graph.fileAttachment", "#microsoft.graph.itemAttachment"], listed.Select(a => (string)a!["@odata.type"]!));
        Assert.Equal("SGVsbG8=", (string?)listed[0]!["contentBytes"]);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.CallAsync("DELETE", $"/me/messages/{draft}/attachments/{listed[0]!["id"]}")).Status);
        Assert.Single((await graph.GetAsync($"/me/messages/{draft}/attachments"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Folders_categories_and_contacts_are_kept()
    {
        await using var graph = await GraphCaller.StartAsync();
        var folder = (string)(await graph.CallAsync("POST", "/me/mailFolders/inbox/childFolders", """{"displayName":"Tenders"}""")).Body!["id"]!;
        Assert.Equal(HttpStatusCode.Conflict, (await graph.CallAsync("POST", "/me/mailFolders/inbox/childFolders", """{"displayName":"tenders"}""")).Status);
        Assert.Equal("Bids", (string?)(await graph.CallAsync("PATCH", $"/me/mailFolders/{folder}", """{"displayName":"Bids"}""")).Body!["displayName"]);
        Assert.Single((await graph.GetAsync("/me/mailFolders/inbox/childFolders"))["value"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await graph.CallAsync("DELETE", $"/me/mailFolders/{folder}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.CallAsync("DELETE", "/me/mailFolders/inbox")).Status);

        await graph.CallAsync("POST", "/me/outlook/masterCategories", """{"displayName":"Client","color":"preset3"}""");
        Assert.Equal("Client", (string?)(await graph.GetAsync("/me/outlook/masterCategories"))["value"]![0]!["displayName"]);
        var contact = (string)(await graph.CallAsync("POST", "/me/contacts", """{"givenName":"Ada","displayName":"Ada Mercier","emailAddresses":[{"address":"ada@mercier.example","name":"Ada"}]}""")).Body!["id"]!;
        await graph.CallAsync("PATCH", $"/me/contacts/{contact}", """{"jobTitle":"Buyer"}""");
        Assert.Equal("Buyer", (string?)(await graph.GetAsync($"/me/contacts/{contact}"))["jobTitle"]);
        await graph.CallAsync("POST", "/me/inferenceClassification/overrides", """{"classifyAs":"focused","senderEmailAddress":{"address":"ada@mercier.example"}}""");
        Assert.Single((await graph.GetAsync("/me/inferenceClassification/overrides"))["value"]!.AsArray());
    }

    [Fact]
    public async Task Permissions_and_other_mailboxes_are_refused()
    {
        await using var graph = await GraphCaller.StartAsync();
        var id = graph.Deliver("Hello");
        graph.Token = graph.Server.Tokens.Issue(graph.Mailbox.Address, ["https://graph.microsoft.com/Mail.Read"], TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.OK, (await graph.CallAsync("GET", $"/me/messages/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.CallAsync("PATCH", $"/me/messages/{id}", """{"isRead":true}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.CallAsync("GET", "/users/bob@northwind.test/messages")).Status);
        graph.Token = "forged";
        Assert.Equal(HttpStatusCode.Unauthorized, (await graph.CallAsync("GET", $"/me/messages/{id}")).Status);
    }

    [Fact]
    public async Task Twenty_thousand_messages_are_listed_by_delta()
    {
        await using var graph = await GraphCaller.StartAsync();
        graph.Server.Microsoft.DeltaPageSize = 1000;
        graph.Server.Microsoft.Observer = null;
        for (var i = 0; i < 20_000; i++)
            graph.Deliver("Many");

        var count = 0;
        for (var link = "/me/mailFolders/inbox/messages/delta?$select=isRead,flag,receivedDateTime"; link is not null;)
        {
            var page = await graph.GetAsync(link);
            count += page["value"]!.AsArray().Count;
            link = (string?)page["@odata.nextLink"];
        }

        Assert.Equal(20_000, count);
    }

    [Fact]
    public async Task The_client_for_JavaScript_works_unchanged()
    {
        var folder = TestServers.RepositoryRoot.Combine("tests", "SimpleCrm.Sandbox.Tests", "Microsoft", "graph-client");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder) is not { Code: 0 })
        {
            Assert.Skip("Microsoft's client for JavaScript is not installed here.");
            return;
        }
        await using var graph = await GraphCaller.StartAsync();
        for (var i = 0; i < 12; i++)
            graph.Deliver($"Email {i}");

        var (code, output, error) = await RunAsync("node", ["drive.mjs", graph.Endpoint, graph.Token], folder);

        Assert.True(code == 0, error);
        var found = JsonNode.Parse(output)!;
        Assert.Contains("Inbox", found["folders"]!.AsArray().Select(f => (string)f!));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"Email {i}").Order(), found["subjects"]!.AsArray().Select(s => (string)s!).Order());
        Assert.Equal(12, (int)found["round"]!);
        Assert.Equal(["changed", "removed"], found["changes"]!.AsArray().Select(c => (string)c!));
        Assert.Equal([200, 404], found["batch"]!.AsArray().Select(c => (int)c!));
        Assert.True((bool)found["upload"]!);
        Assert.Equal("[[true,false,true]]", found["sent"]!.ToJsonString());
        Assert.Equal("""[404,"ErrorItemNotFound"]""", found["error"]!.ToJsonString());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string program, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", "not installed");
        }
    }
}
