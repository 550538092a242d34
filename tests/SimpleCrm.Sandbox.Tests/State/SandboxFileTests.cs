using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SimpleCrm.Sandbox.Demo;
using SimpleCrm.Sandbox.State;
using SimpleCrm.TestServers;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.State;

public sealed class SandboxFileTests : IDisposable
{
    private const string Gmail = "alex.winter@northwind.example", Microsoft = "alex.winter@northwind-nordic.example";

    private readonly TemporaryFolder _folder = new("sandbox");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mail_and_consents_come_back_with_their_ids()
    {
        string token;
        IReadOnlyList<(string Id, string Labels)> gmail;
        Dictionary<string, SimpleCrm.Sandbox.Microsoft.MicrosoftMessage> microsoft;
        JsonNode profile;
        await using (var before = await OpenAsync())
        {
            DemoAccounts.Fill(before, DemoCast.Create());
            token = before.GoogleAccounts.IssueRefreshToken(Gmail, "openid", "https://mail.google.com/");
            (gmail, microsoft, profile) = (Messages(before), new(before.Microsoft.Find(Microsoft)!.Snapshot()), await ProfileAsync(before));
            File().Keep(before);
        }
        await using var after = await OpenAsync();
        Assert.True(File().TryRestore(after));
        Assert.Equal(gmail, Messages(after));
        Assert.Equal(microsoft.OrderBy(m => m.Key), after.Microsoft.Find(Microsoft)!.Snapshot().OrderBy(m => m.Key));
        Assert.Equal((string?)profile["historyId"], (string?)(await ProfileAsync(after))["historyId"]);
        using var consent = new OAuth.Consent(after, after.GoogleAccounts);
        Assert.Equal(HttpStatusCode.OK, (await consent.RefreshAsync(token)).Status);
    }

    [Fact]
    public async Task New_mail_after_a_restart_gets_ids_that_were_not_given_before()
    {
        await using (var before = await OpenAsync())
        {
            DemoAccounts.Fill(before, DemoCast.Create());
            File().Keep(before);
        }
        string lost;
        await using (var killed = await OpenAsync())
        {
            File().TryRestore(killed);
            lost = killed.Google.Find(Gmail)!.Deliver("Subject: lost\r\n\r\n"u8.ToArray(), killed.Time.GetUtcNow());
        }
        await using var after = await OpenAsync(TimeSpan.FromSeconds(5));
        File().TryRestore(after);
        Assert.NotEqual(lost, after.Google.Find(Gmail)!.Deliver("Subject: new\r\n\r\n"u8.ToArray(), after.Time.GetUtcNow()));
    }

    [Fact]
    public async Task File_that_cannot_be_read_begins_anew()
    {
        await System.IO.File.WriteAllTextAsync(_folder.Combine("sandbox.json"), "{\"Version\":1,\"Gmail\":[", TestContext.Current.CancellationToken);
        await using var sandbox = await OpenAsync();
        Assert.False(File().TryRestore(sandbox));
    }

    private SandboxFile File() => new(_folder.Combine("sandbox.json"));

    private static async Task<SandboxServer> OpenAsync(TimeSpan later = default)
    {
        var time = new global::Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero) + later);
        var sandbox = await SandboxServer.StartAsync(0, time, TestContext.Current.CancellationToken);
        DemoAccounts.Open(sandbox, DemoCast.Create());
        return sandbox;
    }

    private static List<(string Id, string Labels)> Messages(SandboxServer sandbox) =>
        [.. sandbox.Google.Find(Gmail)!.Messages().Select(m => (m.Id, string.Join(' ', m.Labels.Order(StringComparer.Ordinal))))];

    private static async Task<JsonNode> ProfileAsync(SandboxServer sandbox)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.GoogleAccounts.IssueAccessToken(Gmail, "https://mail.google.com/"));
        return JsonNode.Parse(await http.GetStringAsync(new Uri(sandbox.Address, "/google/gmail/v1/users/me/profile"), TestContext.Current.CancellationToken))!;
    }
}
