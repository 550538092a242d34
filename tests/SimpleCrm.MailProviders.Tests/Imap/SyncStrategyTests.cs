using MailKit.Net.Imap;
using SimpleCrm.MailProviders.Imap;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Imap;

public class SyncStrategyTests
{
    private const ImapCapabilities Everything = ImapCapabilities.CondStore | ImapCapabilities.QuickResync;
    private static readonly FolderCursor Marked = new(1, 10, 5, 9);

    [Fact]
    public void Best_offered_method_is_chosen()
    {
        Assert.Equal(SyncMethod.Qresync, SyncStrategy.Choose(Everything, ServerQuirks.None, Marked));
        Assert.Equal(SyncMethod.Qresync, SyncStrategy.Choose(ImapCapabilities.QuickResync, ServerQuirks.None, Marked));
        Assert.Equal(SyncMethod.Condstore, SyncStrategy.Choose(ImapCapabilities.CondStore, ServerQuirks.None, Marked));
        Assert.Equal(SyncMethod.UidComparison, SyncStrategy.Choose(ImapCapabilities.IMAP4rev1, ServerQuirks.None, Marked));
    }

    [Theory]
    [InlineData("imap.gmail.com", SyncMethod.Condstore)]
    [InlineData("imap.mail.me.com", SyncMethod.Condstore)]
    [InlineData("imap.zoho.eu", SyncMethod.UidComparison)]
    [InlineData("imap.mail.ru", SyncMethod.UidComparison)]
    [InlineData("outlook.office365.com", SyncMethod.UidComparison)]
    [InlineData("notgmail.com", SyncMethod.Qresync)]
    [InlineData("mail.example.com", SyncMethod.Qresync)]
    internal void Server_that_is_known_to_lie_is_not_believed(string host, SyncMethod expected) =>
        Assert.Equal(expected, SyncStrategy.Choose(Everything, ServerQuirks.OfHost(host), Marked));

    [Theory]
    [InlineData("* OK Gimap ready for requests from 192.0.2.1", "Gmail")]
    [InlineData("* OK The Microsoft Exchange IMAP4 service is ready.", "Exchange")]
    [InlineData("* OK [CAPABILITY IMAP4rev1] Dovecot ready.", "")]
    public void Server_under_another_name_is_known_by_its_greeting(string greeting, string name) =>
        Assert.Equal(name, ServerQuirks.Of("mail.customer.example", greeting, null).Name);

    [Fact]
    public void Cursor_without_marks_or_demoted_lowers_the_method()
    {
        Assert.Equal(SyncMethod.UidComparison, SyncStrategy.Choose(Everything, ServerQuirks.None, Marked with { ModSeq = 0 }));
        Assert.Equal(SyncMethod.UidComparison, SyncStrategy.Choose(Everything, ServerQuirks.None, Marked with { UidNext = 0 }));
        Assert.Equal(SyncMethod.Condstore, SyncStrategy.Choose(Everything, ServerQuirks.None, Marked with { Ceiling = SyncMethod.Condstore }));
        Assert.Equal(SyncMethod.UidComparison, SyncStrategy.Choose(Everything, ServerQuirks.None, Marked with { Ceiling = SyncMethod.UidComparison }));
    }

    [Fact]
    public void Cursor_reads_back_what_it_wrote_and_nothing_else()
    {
        var cursor = new FolderCursor(uint.MaxValue, 7, ulong.MaxValue, 3, SyncMethod.Condstore);
        Assert.Equal(cursor, FolderCursor.Parse(cursor.ToString()));
        Assert.Equal(Marked, FolderCursor.Parse(Marked.ToString()));
        foreach (var garbage in new[] { "", "{}", "[]", "null", "{\"v\":-1,\"n\":1,\"m\":1,\"c\":1}", "{\"v\":\"1\",\"n\":1,\"m\":1,\"c\":1}", "12345" })
            Assert.Null(FolderCursor.Parse(garbage));
    }
}
