using Bunit;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class BulkBarTests : BunitContext
{
    private List<string?> Acts(FolderRole? role) => [.. Render<BulkBar>(p => p.Add(b => b.Role, role)).FindAll("[data-act]").Select(b => b.GetAttribute("data-act"))];

    [Fact]
    public void Every_act_has_a_name() =>
        Assert.All(Render<BulkBar>().FindAll("button.tool"), button => Assert.False(string.IsNullOrEmpty(button.GetAttribute("aria-label"))));

    [Fact]
    public void In_the_inbox_one_archives_and_deletes() =>
        Assert.Equal(["clear", "matching", "archive", "spam", "trash", "read", "unread", "star", "snooze", "move"], Acts(FolderRole.Inbox));

    [Fact]
    public void In_the_trash_one_deletes_for_good()
    {
        var acts = Acts(FolderRole.Trash);
        Assert.Contains("delete", acts);
        Assert.DoesNotContain("trash", acts);
        Assert.DoesNotContain("archive", acts);
    }

    [Fact]
    public void In_spam_one_takes_the_mark_away()
    {
        var acts = Acts(FolderRole.Junk);
        Assert.Contains("notspam", acts);
        Assert.DoesNotContain("spam", acts);
    }
}
