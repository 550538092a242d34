using SimpleCrm.Access;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Reading;

/// <summary>Two people's mail, indexed.</summary>
public sealed class SearchWorld : IAsyncLifetime
{
    private static readonly DateTime Day = ReadingWorld.Now;
    public ReadingWorld World { get; private set; } = null!;
    public Viewer Alex { get; private set; } = null!;
    public Viewer Bea { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await ReadingWorld.CreateAsync();
        var seed = World.Seed;
        var alex = seed.User("alex");
        var bea = seed.User("bea");
        (Alex, Bea) = (MailSeed.ViewerOf(alex), MailSeed.ViewerOf(bea));
        var mailbox = seed.Mailbox(alex, "alex@northwind.test");
        var inbox = seed.Folder(mailbox, "INBOX", FolderRole.Inbox);
        var sent = seed.Folder(mailbox, "Sent", FolderRole.Sent);
        var trash = seed.Folder(mailbox, "Bin", FolderRole.Trash);
        var deals = seed.Folder(mailbox, "Big deals");
        seed.Email(inbox, Day.AddDays(-1), "Quarterly offer", "The quick brown fox asks for a discount.", files: "Angebot 2026.pdf");
        seed.Email(inbox, Day.AddDays(-2), "Lunch", "Are you free on friday? The fox is quick.", from: "Bob Stone <bob@stone.example>", read: false);
        seed.Email(sent, Day.AddDays(-3), "Re: Lunch", "Yes, friday works", from: "Alex Winter <alex@northwind.test>", to: "Bob Stone <bob@stone.example>", starred: true);
        seed.Email(deals, Day.AddDays(-40), "Zürich contract", "Die Straße und das Büro", size: 6_000_000);
        seed.Email(deals, Day.AddDays(-50), "会议安排", "明天下午三点开会讨论合同");
        seed.Email(trash, Day.AddDays(-4), "Thrown away", "An old discount nobody wants");
        seed.Email(inbox, Day.AddDays(-60), "Newsletter", "", "<p>Hello <b>world</b>, our <a href=\"https://x.test\">prices</a> fell</p>", from: "News <news@shop.example>");
        seed.Email(inbox, Day.AddDays(-5), "Zebra", "zebra crossing prices");
        var other = seed.Mailbox(bea, "bea@northwind.test");
        seed.Email(seed.Folder(other, "INBOX", FolderRole.Inbox), Day, "Secret offer", "The quick brown fox and the discount of Bea", from: "Bob Stone <bob@stone.example>");
        await World.SaveAndIndexAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
