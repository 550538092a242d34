using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class ThreadReadingTests : IAsyncLifetime
{
    private const string Html = """<p>Hello</p><img src="cid:logo@x"><img src="https://tracker.test/a.png" width="200" height="80"><div style="background:url('//cdn.test/b.png')">x</div><script>alert(1)</script>""";

    private ReadingWorld _world = null!;
    private Viewer _alex = null!;
    private Viewer _bea = null!;
    private Email _first = null!;
    private Email _reply = null!;
    private Attachment _logo = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        var seed = _world.Seed;
        var user = seed.User("alex");
        (_alex, _bea) = (MailSeed.ViewerOf(user), MailSeed.ViewerOf(seed.User("bea")));
        var mailbox = seed.Mailbox(user, "alex@northwind.test");
        var (inbox, sent) = (seed.Folder(mailbox, "INBOX", FolderRole.Inbox), seed.Folder(mailbox, "Sent", FolderRole.Sent));
        _first = seed.Email(inbox, ReadingWorld.Now.AddHours(-2), "Offer", "Hello", Html, from: "Anna Berg <Anna@customer.test>", read: false, files: "price list.pdf");
        _logo = new Attachment { EmailId = _first.Id, ExternalId = "3", FileName = "logo.png", MimeType = "image/png", ContentId = "logo@x", IsInline = true };
        seed.Add(_logo);
        _reply = seed.Email(sent, ReadingWorld.Now.AddHours(-1), "Re: Offer", "Thanks & bye <b>\n\n> Hello\n> there", from: "Alex Winter <alex@northwind.test>", to: "Anna Berg <Anna@customer.test>", replyTo: _first);
        var outgoing = new OutgoingEmail
        {
            MailboxId = mailbox.Id,
            UserId = user.Id,
            State = OutgoingState.Rejected,
            MessageId = "o@x",
            EmailId = _reply.Id,
            ServerReply = "550 no such user",
            RecipientsJson = """[{"Address":"a@x.test","Rejection":null},{"Address":"b@x.test","Rejection":"550 unknown"}]""",
        };
        _reply.OutgoingEmailId = outgoing.Id;
        seed.Add(outgoing);
        await seed.SaveAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_thread_shows_its_emails_oldest_first_with_all_that_belongs_to_them()
    {
        var thread = await Reading.OpenAsync(_alex, _first.ThreadId, CancellationToken.None);

        Assert.Equal([_first.Id, _reply.Id], thread!.Emails.Select(e => e.Id));
        Assert.Equal(["Anna Berg", "Alex Winter"], thread.Participants.Select(p => p.Name));
        Assert.Equal(2, thread.FolderIds.Count);
        var first = thread.Emails[0];
        Assert.Equal(("price list.pdf", false), (first.Attachments[0].FileName, first.Attachments[0].IsInline));
        Assert.StartsWith($"/mail/attachments/{_logo.Id}?", first.Attachments[1].Url);
        Assert.Equal((2, false, false), (first.RemoteImages, first.RemoteImagesAllowed, first.IsRead));
        var reply = thread.Emails[1];
        Assert.Equal((OutgoingState.Rejected, "550 no such user"), (reply.SendState, reply.ServerReply));
        Assert.Equal("b@x.test", Assert.Single(reply.RefusedRecipients).Address);
        Assert.Equal(OutgoingState.Rejected, Assert.Single((await _world.ListAsync(_alex)).Rows).SendState);
    }

    [Fact]
    public async Task What_belongs_to_another_looks_like_what_does_not_exist()
    {
        Assert.Null(await Reading.OpenAsync(_bea, _first.ThreadId, CancellationToken.None));
        Assert.Null(await Reading.OpenAsync(_alex, 1, CancellationToken.None));
        Assert.Null(await Reading.BodiesAsync(_bea, _first.ThreadId, CancellationToken.None));
        Assert.Null(await Reading.DocumentAsync(_bea, _first.Id, new EmailDocumentOptions(), CancellationToken.None));
        Assert.False(await Reading.AllowImagesAsync(_bea, _first.Id, wholeSender: true, CancellationToken.None));
        Assert.Equal(0, await _world.InDatabaseAsync(db => db.RemoteImageConsents.CountAsync()));
        Assert.Empty((await _world.ListAsync(_bea)).Rows);
        Assert.Empty((await _world.ListAsync(_bea, new ThreadScope { MailboxId = _first.MailboxId })).Rows);
        Assert.Empty((await _world.ListAsync(_bea, new ThreadScope { Role = FolderRole.All })).Rows);
        Assert.Empty(await _world.Get<FolderLists>().GetAsync(_bea, CancellationToken.None));
        var folder = await _world.InDatabaseAsync(db => db.Folders.FirstAsync());
        Assert.Empty((await _world.ListAsync(_bea, new ThreadScope { FolderId = folder.Id })).Rows);
    }

    [Fact]
    public async Task A_document_is_safe_shows_inline_pictures_and_fetches_nothing_before_consent()
    {
        var document = await DocumentAsync(_alex);

        Assert.DoesNotContain("alert(1)", document.Html);
        Assert.DoesNotContain("tracker.test", document.Html);
        Assert.DoesNotContain("cdn.test", document.Html);
        Assert.Contains($"src=\"/mail/attachments/{_logo.Id}?", document.Html);
        Assert.True(document.RemoteImages >= 1);
        Assert.False(document.RemoteImagesShown);
        Assert.DoesNotContain("https:", document.ContentSecurityPolicy);
        Assert.Contains("script-src 'none'", document.ContentSecurityPolicy);
        Assert.Contains("sandbox", document.ContentSecurityPolicy);
    }

    [Fact]
    public async Task Consent_is_remembered_by_email_or_by_sender_and_for_this_person_alone()
    {
        var another = await AnotherEmailOfTheSenderAsync();

        Assert.True((await Reading.DocumentAsync(_alex, _first.Id, new EmailDocumentOptions { ShowRemoteImages = true }, CancellationToken.None))!.RemoteImagesShown);
        Assert.False((await DocumentAsync(_alex)).RemoteImagesShown);

        Assert.True(await Reading.AllowImagesAsync(_alex, _first.Id, wholeSender: false, CancellationToken.None));
        var shown = await DocumentAsync(_alex);
        Assert.Contains("tracker.test", shown.Html);
        Assert.Contains("https:", shown.ContentSecurityPolicy);
        Assert.False((await DocumentAsync(_alex, another)).RemoteImagesShown);

        Assert.True(await Reading.AllowImagesAsync(_alex, _first.Id, wholeSender: true, CancellationToken.None));
        Assert.True(await Reading.AllowImagesAsync(_alex, _first.Id, wholeSender: true, CancellationToken.None));
        Assert.True((await DocumentAsync(_alex, another)).RemoteImagesShown);
        Assert.Equal(2, await _world.InDatabaseAsync(db => db.RemoteImageConsents.CountAsync()));
        Assert.True((await Reading.OpenAsync(_alex, _first.ThreadId, CancellationToken.None))!.Emails[0].RemoteImagesAllowed);
    }

    [Fact]
    public async Task Plain_text_is_shown_as_text_with_its_quotes_folded()
    {
        var document = await DocumentAsync(_alex, _reply.Id);

        Assert.Contains("Thanks &amp; bye &lt;b&gt;", document.Html);
        Assert.Contains("<details", document.Html);
        Assert.Contains("&gt; there", document.Html);
    }

    [Fact]
    public async Task Bodies_for_programs_are_safe_too()
    {
        var bodies = await Reading.BodiesAsync(_alex, _first.ThreadId, CancellationToken.None);

        Assert.Equal([_first.Id, _reply.Id], bodies!.Select(b => b.EmailId));
        Assert.Equal("Hello", bodies![0].BodyText);
        Assert.DoesNotContain("alert(1)", bodies[0].BodyHtml);
        Assert.DoesNotContain("tracker.test", bodies[0].BodyHtml);
        Assert.Null(bodies[1].BodyHtml);
    }

    [Fact]
    public async Task A_picture_is_never_taken_from_another_email()
    {
        var another = await AnotherEmailOfTheSenderAsync();

        Assert.DoesNotContain("/mail/attachments/", (await DocumentAsync(_alex, another)).Html);
    }

    [Fact]
    public async Task An_email_that_has_left_every_folder_is_not_shown()
    {
        await _world.InDatabaseAsync(db => db.Emails.Where(e => e.Id == _first.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.OrphanedAt, ReadingWorld.Now)));

        Assert.Equal([_reply.Id], (await Reading.OpenAsync(_alex, _first.ThreadId, CancellationToken.None))!.Emails.Select(e => e.Id));
    }

    private ThreadReading Reading => _world.Get<ThreadReading>();

    private async Task<EmailDocument> DocumentAsync(Viewer viewer, long? emailId = null) =>
        (await Reading.DocumentAsync(viewer, emailId ?? _first.Id, new EmailDocumentOptions(), CancellationToken.None))!;

    private async Task<long> AnotherEmailOfTheSenderAsync()
    {
        var inbox = await _world.InDatabaseAsync(db => db.Folders.FirstAsync(f => f.Role == FolderRole.Inbox));
        var another = _world.Seed.Email(inbox, ReadingWorld.Now, "Other", "x", Html, from: "A. Berg <anna@customer.test>");
        await _world.Seed.SaveAsync();
        return another.Id;
    }
}
