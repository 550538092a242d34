using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Admin;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Settings;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mailboxes;
using SimpleCrm.Monitoring;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Settings;

public sealed class ProviderScreenTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private static async Task SetUpAsync(ScreenContext context, bool isAdmin = true)
    {
        await using var db = await context.DatabaseAsync();
        if (isAdmin)
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.Role, Role.Admin), Token);
        Assert.Empty((await context.Services.GetRequiredService<MailProviderSettings>().SaveAsync(new Viewer(context.Person.Id, Role.Admin, "UTC"), MailProvider.Gmail,
            new ProviderSettingsChange { ClientId = "client-7", ClientSecret = "top-secret" }, DateTime.UnixEpoch, Token))!);
    }

    [Fact]
    public async Task Connect_page_offers_what_is_set_up_and_sends_the_browser_on_its_way_to_consent()
    {
        await using var context = await new ScreenContext().StartAsync();
        await SetUpAsync(context, isAdmin: false);
        var page = context.Render<ConnectPage>();
        page.WaitForElement("ul.rowlist");
        Assert.Equal(["Google", "Another account"], page.FindAll(".rowlist b").Select(b => b.TextContent));
        page.Find(".rowlist button.primary").Click();
        var navigation = context.Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Equal("http://localhost/api/email/consent/Gmail", navigation.Uri));
    }

    [Fact]
    public async Task Connect_page_shows_the_form_at_once_where_nothing_else_is_offered()
    {
        await using var context = await new ScreenContext().StartAsync();
        var page = context.Render<ConnectPage>();
        page.WaitForElement("#address");
        Assert.Empty(page.FindAll(".rowlist"));
    }

    [Fact]
    public async Task Missing_permissions_are_named_and_nothing_else_from_the_address_is_shown()
    {
        await using var context = await new ScreenContext().StartAsync();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(
            "/settings/mailboxes?consent=ScopesMissing&provider=Gmail&missing=Call%200900-EVIL&missing=Send%20email%20on%20your%20behalf");
        var note = context.Render<ConsentNote>();
        Assert.Contains("Missing: Send email on your behalf.", note.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("EVIL", note.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_is_written_and_never_shown()
    {
        await using var context = await new ScreenContext().StartAsync();
        await SetUpAsync(context);
        var page = context.Render<ProvidersPage>();
        page.WaitForElement("#gmail-client");
        Assert.Equal("client-7", page.Find("#gmail-client").GetAttribute("value"));
        Assert.Contains("One is stored", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", page.Markup, StringComparison.Ordinal);
        Assert.Contains("http://localhost/api/email/callback", page.Markup, StringComparison.Ordinal);

        page.Find("#gmail-topic").Change("nonsense");
        page.FindAll("form")[0].Submit();
        page.WaitForAssertion(() => Assert.Contains("projects/my-project", page.Find("#gmail-topic-note").TextContent, StringComparison.Ordinal));
        page.Find("#gmail-topic").Change("projects/p/topics/t");
        page.FindAll("form")[0].Submit();
        var settings = context.Services.GetRequiredService<MailProviderSettings>();
        await TestServers.Processes.Until.TrueAsync(async () => (await settings.FindAsync(MailProvider.Gmail, Token)).Topic == "projects/p/topics/t", TimeSpan.FromSeconds(20), () => "The topic is not saved.", Token);
        Assert.True((await settings.FindAsync(MailProvider.Gmail, Token)).HasClientSecret);
    }

    [Fact]
    public async Task Withdrawn_consent_shows_as_a_banner_and_once_as_a_notice()
    {
        await using var context = await new ScreenContext().StartAsync();
        await using (var db = await context.DatabaseAsync())
        {
            db.Mailboxes.Add(new Mailbox { OwnerId = context.Person.Id, Address = "maya@gmail.test", Provider = MailProvider.Gmail, State = MailboxState.NeedsReconnect, Problem = MailboxProblem.ConsentWithdrawn, IsReconnectNoticeDue = true });
            await db.SaveChangesAsync(Token);
        }
        var raised = new List<string>();
        context.Services.GetRequiredService<Notices>().Raised += notice =>
        {
            raised.Add(notice.Text);
            return Task.CompletedTask;
        };
        var banner = context.Render<ReconnectBanner>();
        banner.WaitForAssertion(() => Assert.Contains("maya@gmail.test is not synced", banner.Markup, StringComparison.Ordinal));
        banner.WaitForAssertion(() => Assert.Single(raised));
        context.Render<ReconnectBanner>().WaitForElement(".note");
        Assert.Single(raised);
    }

    [Fact]
    public async Task Jobs_are_listed_with_how_they_ended()
    {
        await using var context = await new ScreenContext().StartAsync();
        await SetUpAsync(context);
        var history = context.Services.GetRequiredService<JobHistory>();
        await history.AddAsync(new JobRun { Job = "EmailSyncJob", StartedAt = DateTime.UnixEpoch, Milliseconds = 12 }, Token);
        await history.AddAsync(new JobRun { Job = "AuditJob", StartedAt = DateTime.UnixEpoch, Milliseconds = 1500, Failure = "IOException" }, Token);
        var page = context.Render<JobsPage>();
        page.WaitForElement("tbody tr");
        Assert.Equal(["AuditJob 1.5 s Failed: IOException", "EmailSyncJob 12 ms Done"],
            page.FindAll("tbody tr").Select(r => string.Join(' ', r.Children.Where((_, i) => i != 1).Select(c => c.TextContent))));
    }
}
