using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Compose;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Compose;

public sealed class ComposerTests : IAsyncLifetime
{
    private readonly ScreenContext _context = new();

    public async ValueTask InitializeAsync() => await _context.StartAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private ComposeDesk Desk => _context.Services.GetRequiredService<ComposeDesk>();

    [Fact]
    public async Task A_reply_opens_with_its_recipient_and_the_quote_in_a_frame_that_runs_nothing()
    {
        await _context.Mail.ConnectAsync();
        var thread = await _context.Mail.AddThreadAsync("Lyon");
        var email = Assert.Single(await _context.Mail.EmailsAsync(thread));
        var composers = _context.Render<Composers>();
        await composers.InvokeAsync(() => Desk.AnswerAsync(email.Id, ComposeMode.Reply, default));
        composers.WaitForAssertion(() => Assert.Single(composers.FindAll(".composer")));
        Assert.Equal("allow-same-origin", composers.Find(".quoted iframe").GetAttribute("sandbox"));
        var start = Assert.IsType<ComposerStart>(_context.JSInterop.Invocations["simplecrm.composer"][^1].Arguments[2]);
        Assert.Equal("Reply", start.Mode);
        Assert.Equal("ana@mercier.example", Assert.Single(start.To).Email);
        Assert.Equal("Re: Lyon", start.Subject);
        Assert.Equal(email.Id.ToString(), start.EmailId);
    }

    [Fact]
    public async Task The_sender_is_asked_for_only_when_there_is_a_choice()
    {
        await _context.Mail.ConnectAsync();
        var composers = _context.Render<Composers>();
        await composers.InvokeAsync(() => Desk.WriteAsync(default));
        composers.WaitForAssertion(() => Assert.True(composers.Find(".crow:has([data-from])").HasAttribute("hidden")));
        Assert.Empty(composers.FindAll(".quoted"));
    }

    [Fact]
    public async Task The_same_answer_is_not_opened_twice()
    {
        await _context.Mail.ConnectAsync();
        var email = Assert.Single(await _context.Mail.EmailsAsync(await _context.Mail.AddThreadAsync("Lyon")));
        var composers = _context.Render<Composers>();
        await composers.InvokeAsync(() => Desk.AnswerAsync(email.Id, ComposeMode.Reply, default));
        await composers.InvokeAsync(() => Desk.AnswerAsync(email.Id, ComposeMode.ReplyAll, default));
        composers.WaitForAssertion(() => Assert.Single(composers.FindAll(".composer")));
    }

    [Fact]
    public async Task Without_a_mailbox_it_says_what_is_missing()
    {
        var composers = _context.Render<Composers>();
        await composers.InvokeAsync(() => Desk.WriteAsync(default));
        Assert.Empty(composers.FindAll(".composer"));
        Assert.Contains("Connect one", Assert.Single(_context.Services.GetRequiredService<Notices>().Shown).Text, StringComparison.Ordinal);
    }
}
