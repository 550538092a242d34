using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using SimpleCrm.TestServers.Processes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class ReaderTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();

    public async ValueTask InitializeAsync()
    {
        await _context.StartAsync();
        await _context.Mail.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private IRenderedComponent<Reader> Show(long? threadId) =>
        _context.Render<Reader>(p => p.Add(r => r.Place, MailPlace.From(threadId is null ? "" : $"t/{threadId}")));

    [Fact]
    public void Nothing_chosen_says_how_to_choose() => Assert.Equal("No conversation chosen", Show(null).Find("h2").TextContent);

    [Fact]
    public void A_thread_that_is_gone_or_anothers_is_not_here()
    {
        var reader = Show(12345);
        reader.WaitForAssertion(() => Assert.Equal("This conversation is not here", reader.Find("h2").TextContent));
    }

    [Fact]
    public async Task What_was_read_is_folded_and_what_was_not_is_open_and_marked()
    {
        var thread = await _context.Mail.AddThreadAsync("Lyon", emails: 4, unread: 2);
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.Equal("Lyon", reader.Find("h1").TextContent));
        Assert.Equal(2, reader.FindAll(".old > button").Count);
        Assert.Equal(["mail un", "mail un"], reader.FindAll("section.mail").Select(m => m.ClassName));
    }

    [Fact]
    public async Task Opening_marks_the_thread_read_and_the_mark_of_the_new_stays_while_it_is_open()
    {
        var thread = await _context.Mail.AddThreadAsync("Lyon", unread: 1);
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.NotEmpty(reader.FindAll("section.mail.un")));
        await WaitForAsync(async () => (await _context.Mail.EmailsAsync(thread)).All(e => e.IsRead));
        _context.Tell(thread);
        reader.WaitForAssertion(() => Assert.NotEmpty(reader.FindAll("section.mail.un")));
    }

    [Fact]
    public async Task A_body_is_shown_in_a_frame_without_scripts()
    {
        var thread = await _context.Mail.AddThreadAsync("Lyon");
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.NotEmpty(reader.FindAll("iframe")));
        var frame = reader.Find("iframe");
        Assert.DoesNotContain("allow-scripts", frame.GetAttribute("sandbox")!, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-top-navigation", frame.GetAttribute("sandbox")!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(frame.GetAttribute("title")));
        Assert.StartsWith("/mail/emails/", frame.GetAttribute("data-mail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folded_email_opens_when_it_is_pressed()
    {
        var thread = await _context.Mail.AddThreadAsync("Lyon", emails: 2);
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.Single(reader.FindAll("section.mail")));
        await reader.Find(".old > button").ClickAsync();
        Assert.Equal(2, reader.FindAll("section.mail").Count);
    }

    [Fact]
    public async Task A_new_email_of_the_open_thread_appears_by_itself()
    {
        var thread = await _context.Mail.AddThreadAsync("Lyon");
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.Single(reader.FindAll("section.mail")));
        await using (var db = await _context.DatabaseAsync())
        {
            var late = await _context.Mail.AddThreadAsync("Lyon", unread: 1);
            await db.Emails.Where(e => e.ThreadId == late.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.ThreadId, thread.Id));
        }
        _context.Tell(thread);
        reader.WaitForAssertion(() => Assert.Equal(2, reader.FindAll("section.mail").Count), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_refused_email_shows_the_servers_words_and_what_can_be_done()
    {
        var thread = await _context.Mail.AddThreadAsync("Offer", from: MailSeed.Maya);
        var email = Assert.Single(await _context.Mail.EmailsAsync(thread));
        await using (var db = await _context.DatabaseAsync())
        {
            var outgoing = new OutgoingEmail
            {
                MailboxId = email.MailboxId,
                UserId = _context.Person.Id,
                State = OutgoingState.Rejected,
                MessageId = email.MessageId!,
                EmailId = email.Id,
                ServerReply = "550 no such user",
            };
            db.Add(outgoing);
            await db.SaveChangesAsync();
            await db.Emails.Where(e => e.Id == email.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.OutgoingEmailId, outgoing.Id));
        }
        var reader = Show(thread.Id);
        reader.WaitForAssertion(() => Assert.Contains("550 no such user", reader.Find(".note.bad").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Send again", "Edit", "Remove"], reader.FindAll(".note.bad .link").Select(b => b.TextContent));
    }

    private static Task WaitForAsync(Func<Task<bool>> condition) => Until.TrueAsync(condition, TimeSpan.FromSeconds(20), () => "It does not come to be so.");
}
