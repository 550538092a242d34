using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Inbox;

public sealed class MailPlaceTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("t/42", "/t/42")]
    [InlineData("?unread=1", "/?unread=1")]
    [InlineData("?focus=other", "/?focus=other")]
    [InlineData("folder/7/t/42?focus=focused", "/folder/7/t/42?focus=focused")]
    [InlineData("folder/7?focus=nonsense", "/folder/7")]
    [InlineData("sent?focus=other", "/sent")]
    [InlineData("?unread=1&focus=other", "/?unread=1")]
    [InlineData("starred/t/42?unread=1", "/starred/t/42?unread=1")]
    [InlineData("folder/7/t/42", "/folder/7/t/42")]
    [InlineData("search?q=from%3Aana%20%22two%20words%22", "/search?q=from%3Aana%20%22two%20words%22")]
    [InlineData("search/t/42?q=a%26b", "/search/t/42?q=a%26b")]
    public void An_address_says_the_same_after_reading_and_writing(string address, string written)
    {
        var place = MailPlace.From(address);
        Assert.Equal(written, place.Url(place.ThreadId));
    }

    [Fact]
    public void A_thread_does_not_change_which_list_it_is_open_in() =>
        Assert.Equal(MailPlace.From("starred").ListKey, MailPlace.From("starred/t/42").ListKey);

    [Theory]
    [InlineData("spam", FolderRole.Junk)]
    [InlineData("all", FolderRole.All)]
    [InlineData("trash", FolderRole.Trash)]
    public void Boxes_are_folders_by_their_role(string address, FolderRole role) => Assert.Equal(role, MailPlace.From(address).ToScope().Role);

    [Fact]
    public void The_inbox_is_the_scope_with_nothing_set() => Assert.Equal(new ThreadScope(), MailPlace.From("").ToScope());

    [Fact]
    public void Nonsense_in_an_address_is_no_thread_and_no_folder()
    {
        var place = MailPlace.From("folder/x/t/99999999999999999999");
        Assert.Null(place.FolderId);
        Assert.Null(place.ThreadId);
    }
}
