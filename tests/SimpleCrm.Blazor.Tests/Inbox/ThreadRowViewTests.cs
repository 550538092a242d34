using Bunit;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class ThreadRowViewTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly ThreadRow Row = new(7, 1, "Revised order", "Could we split it", [new("ana@mercier.example", "Ana Ruiz")], new(2026, 11, 23, 9, 42, 0, DateTimeKind.Utc),
        1, 0, false, false, false);

    private IRenderedComponent<ThreadRowView> Show(ThreadRow row) => Render<ThreadRowView>(p => p
        .Add(r => r.Row, row).Add(r => r.Index, 4).Add(r => r.Total, 90).Add(r => r.Href, $"/t/{row.Id}").Add(r => r.Now, Now)
        .Add(r => r.Zone, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Add(r => r.Own, new HashSet<string> { "maya@northwind.test" }));

    [Fact]
    public void An_unread_thread_says_so_in_words()
    {
        var link = Show(Row with { UnreadCount = 1 }).Find("a");
        Assert.Contains("Unread.", link.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Unread.", Show(Row).Find("a").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_is_short_and_in_the_viewers_zone_with_the_whole_of_it_on_hover()
    {
        var time = Show(Row).Find("time");
        Assert.Equal("10:42", time.TextContent);
        Assert.Equal("Monday, 23 November 2026 at 10:42 (Europe/Berlin)", time.GetAttribute("title"));
    }

    [Fact]
    public void The_owner_of_the_mailbox_is_called_You()
    {
        var row = Show(Row with { Participants = [new("ana@mercier.example", "Ana Ruiz"), new("Maya@northwind.test", "Maya Lind")], EmailCount = 3 });
        Assert.Equal("Ana, You", row.Find(".who > span:not(.sr):not(.n)").TextContent);
        Assert.StartsWith("3", row.Find(".n").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_were_searched_for_are_marked()
    {
        var row = Show(Row with { SubjectMarks = [new(8, 5)], SnippetMarks = [new(9, 5)] });
        Assert.Equal(["order", "split"], row.FindAll("mark").Select(m => m.TextContent));
        Assert.Equal("Revised order", row.Find(".s").TextContent.Trim());
    }

    [Fact]
    public void A_mark_that_does_not_fit_the_text_is_passed_over()
    {
        var row = Show(Row with { SubjectMarks = [new(8, 500), new(-0, 7)] });
        Assert.Equal("Revised", Assert.Single(row.FindAll("mark")).TextContent);
    }

    [Theory]
    [InlineData(OutgoingState.Submitting, "Sending…")]
    [InlineData(OutgoingState.Unknown, "Sent?")]
    [InlineData(OutgoingState.Rejected, "Not sent")]
    public void An_email_that_is_not_out_yet_shows_in_the_list(OutgoingState state, string words) =>
        Assert.Equal(words, Show(Row with { SendState = state }).Find(".chip").TextContent);

    [Fact]
    public void A_subject_that_is_empty_has_a_name()
    {
        var row = Show(Row with { Subject = "" });
        Assert.Equal("(no subject)", row.Find(".s").TextContent.Trim());
        Assert.Equal("Choose (no subject)", row.Find("input").GetAttribute("aria-label"));
    }

    [Fact]
    public void Its_place_in_the_whole_list_is_told_to_screen_readers()
    {
        var item = Show(Row).Find("[role=listitem]");
        Assert.Equal("5", item.GetAttribute("aria-posinset"));
        Assert.Equal("90", item.GetAttribute("aria-setsize"));
    }
}
