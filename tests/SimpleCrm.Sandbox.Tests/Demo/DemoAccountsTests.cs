using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SimpleCrm.Sandbox.Demo;
using Xunit;

namespace SimpleCrm.Sandbox.Tests.Demo;

public class DemoAccountsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Cast_is_the_same_in_every_run()
    {
        var cast = DemoCast.Create();
        Assert.Equal(cast.Customers, DemoCast.Create().Customers);
        Assert.True(cast.Customers.Count >= 30, $"{cast.Customers.Count} customers");
        Assert.True(cast.Customers.Select(c => c.Company).Distinct().Count() >= 12);
        Assert.All(cast.Customers, c => Assert.Matches("^[a-z0-9.-]+@[a-z]+\\.example$", c.Address));
    }

    [Fact]
    public async Task Accounts_hold_the_same_months_of_mail_in_every_run()
    {
        var first = await SubjectsAsync();
        Assert.Equal(first, await SubjectsAsync());
        Assert.True(first.Count > 150, $"{first.Count} emails");
        Assert.All(first, email => Assert.InRange(email.Date, Now.AddDays(-150), Now));
        Assert.Contains(first, email => email.IsReport);
        Assert.Contains(first, email => email.Files.Any(f => f.EndsWith(".pdf", StringComparison.Ordinal)));
        Assert.DoesNotContain(first, email => email.Subject.Contains('{'));
    }

    [Fact]
    public async Task Each_rep_has_an_account_at_Microsoft_with_mail()
    {
        await using var sandbox = await FilledAsync();
        foreach (var rep in DemoCast.Team.Where(m => m.MicrosoftAddress is not null))
        {
            var mail = sandbox.Microsoft.Find(rep.MicrosoftAddress!)!.Snapshot().Values;
            Assert.Contains(mail, m => m is { Folder: "inbox", IsRead: false });
            Assert.Contains(mail, m => m.Folder == "sentitems");
            Assert.Contains(mail, m => m.Folder == "archive");
        }
    }

    [Fact]
    public async Task Rep_has_mail_under_each_label_whatever_the_hour()
    {
        for (var hours = 0; hours < 7 * 24; hours += 5)
        {
            await using var sandbox = await FilledAsync(Now.AddHours(hours));
            var mail = sandbox.Google.Find("alex.winter@northwind.example")!.Messages();
            var own = mail.SelectMany(m => m.Labels).Where(label => label.StartsWith("Label_", StringComparison.Ordinal)).Distinct();
            Assert.Equal(3, own.Count());
        }
    }

    private static async Task<List<Seen>> SubjectsAsync()
    {
        await using var sandbox = await FilledAsync();
        var mailbox = sandbox.Google.Find("alex.winter@northwind.example")!;
        return [.. mailbox.Messages().Select(m => Seen.Of(MimeMessage.Load(new MemoryStream(mailbox.Source(m.Id)!.Value.ToArray()))))];
    }

    private static async Task<SandboxServer> FilledAsync(DateTimeOffset? now = null)
    {
        var sandbox = await SandboxServer.StartAsync(0, new FakeTimeProvider(now ?? Now), TestContext.Current.CancellationToken);
        var cast = DemoCast.Create();
        DemoAccounts.Open(sandbox, cast);
        DemoAccounts.Fill(sandbox, cast);
        return sandbox;
    }

    private sealed record Seen(string Subject, string From, DateTimeOffset Date, bool IsReport, string Files_)
    {
        public string[] Files => Files_.Split('|');

        public static Seen Of(MimeMessage message) => new(
            message.Subject ?? "", message.From.ToString(), message.Date, message.Body is MultipartReport, string.Join('|', message.Attachments.Select(a => a.ContentDisposition?.FileName)));
    }
}
