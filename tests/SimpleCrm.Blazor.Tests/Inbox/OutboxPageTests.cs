using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class OutboxPageTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();
    private long _mailbox;

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        await _context.Mail.ConnectAsync();
        _mailbox = _context.Mail.Mailbox.Id;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Empty_outbox_says_so()
    {
        var page = _context.Render<OutboxPage>();
        page.WaitForAssertion(() => Assert.Equal("Nothing is waiting", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task What_waits_is_grouped_with_what_can_be_done_and_follows_what_happens()
    {
        var viewer = new Viewer(_context.Person.Id, _context.Person.Role, _context.Person.TimeZone);
        var sending = _context.Services.GetRequiredService<EmailSending>();
        var request = new SendRequest { MailboxId = _mailbox, To = [new EmailAddress("bob@customer.example", "Bob")], Subject = "On Monday", BodyText = "x", SendAt = TimeProvider.System.GetUtcNow().AddDays(3) };
        var scheduled = await sending.SendAsync(viewer, request, default);
        Assert.Empty(scheduled.Errors);
        await _context.Services.GetRequiredService<Drafts>().SaveAsync(viewer, Guid.NewGuid(), 0, _mailbox, new DraftContent { Subject = "Half a thought" }, default);

        var page = _context.Render<OutboxPage>();
        page.WaitForAssertion(() => Assert.Equal(["Scheduled", "Drafts"], page.FindAll("section.outbox").Select(s => s.GetAttribute("aria-label"))));
        Assert.Equal(["Open", "Change time", "Send now", "Do not send"], page.FindAll("section.outbox")[0].QuerySelectorAll("footer .btn").Select(b => b.TextContent.Trim()));
        Assert.Equal(["Edit", "Discard"], page.FindAll("section.outbox")[1].QuerySelectorAll("footer .btn").Select(b => b.TextContent.Trim()));

        await sending.CancelAsync(viewer, scheduled.Id, default);
        page.WaitForAssertion(() => Assert.Equal(["Drafts"], page.FindAll("section.outbox").Select(s => s.GetAttribute("aria-label"))));
    }
}
