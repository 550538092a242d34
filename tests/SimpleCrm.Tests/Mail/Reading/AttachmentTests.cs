using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using Xunit;

namespace SimpleCrm.Tests.Reading;

public sealed class AttachmentTests : IAsyncLifetime
{
    private readonly FileServer _server = new();
    private ReadingWorld _world = null!;
    private Viewer _alex = null!;
    private Viewer _bea = null!;
    private Mailbox _mailbox = null!;
    private Email _email = null!;
    private List<Attachment> _attachments = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync(_server);
        var user = _world.Seed.User("alex");
        (_alex, _bea) = (MailSeed.ViewerOf(user), MailSeed.ViewerOf(_world.Seed.User("bea")));
        _mailbox = _world.Seed.Mailbox(user, "alex@x.test");
        _mailbox.CredentialsCipher = _world.Get<MailboxSessions>().Seal(_mailbox.Id, new MailboxCredentials("secret", null, null));
        _email = _world.Seed.Email(_world.Seed.Folder(_mailbox, "INBOX", FolderRole.Inbox), ReadingWorld.Now, files: [.. Enumerable.Range(0, 5).Select(i => $"file{i}.txt")]);
        await _world.Seed.SaveAsync();
        _attachments = await _world.InDatabaseAsync(db => db.Attachments.AsNoTracking().OrderBy(a => a.Id).ToListAsync());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(400_000)]
    public async Task Content_comes_back_as_it_was_whether_it_compresses_or_not(int size)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, size / 9 + 1).Select(i => $"line {i % 97:000} ")))[..size];
        var noise = RandomNumberGenerator.GetBytes(size);
        Serve(0, text);
        Serve(1, noise);

        Assert.Equal(text, await ReadAsync(0));
        Assert.Equal(noise, await ReadAsync(1));
        Assert.Equal(text, await ReadAsync(0));
        Assert.Equal(2, _server.Fetches);
        var stored = await _world.InDatabaseAsync(db => db.Attachments.SingleAsync(a => a.Id == _attachments[0].Id));
        Assert.Equal(size, stored.Size);
        Assert.Equal(ReadingWorld.Now, stored.StoredAt);
        if (size > 100_000)
            Assert.True(new FileInfo(PathOf(0)).Length < size / 4);
        if (size > 100)
            Assert.DoesNotContain("line 001", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(PathOf(0))));
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_fetch_each_and_one_login()
    {
        for (var i = 0; i < 5; i++)
            Serve(i, Encoding.UTF8.GetBytes($"content {i}"));
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;

        // All of them wait before the server answers the first: whoever comes after the last was served would need another login.
        var fetching = _world.Get<AttachmentFetching>();
        var fetches = Enumerable.Range(0, 40).Select(n => fetching.FetchAsync(_mailbox.Id, _attachments[n % 5].Id, CancellationToken.None)).ToList();
        gate.SetResult();
        await Task.WhenAll(fetches);

        Assert.Equal(5, _server.Fetches);
        Assert.Equal(1, _server.Sessions);
        for (var i = 0; i < 5; i++)
            Assert.Equal($"content {i}", Encoding.UTF8.GetString(await ReadAsync(i)));
        Assert.Equal(5, _server.Fetches);
    }

    [Fact]
    public async Task Who_looked_before_it_was_stored_and_asks_after_costs_no_second_fetch()
    {
        Serve(0, [1, 2, 3]);
        await ReadAsync(0);
        await _world.Get<AttachmentFetching>().FetchAsync(_mailbox.Id, _attachments[0].Id, TestContext.Current.CancellationToken);
        Assert.Equal(1, _server.Fetches);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_stop_the_others()
    {
        Serve(0, [1, 2, 3]);
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var first = _world.Get<AttachmentReading>().OpenAsync(_alex, _attachments[0].Id, impatient.Token);
        var second = ReadAsync(0);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal([1, 2, 3], await second);
    }

    [Fact]
    public async Task A_broken_line_leaves_no_file_and_the_next_try_gets_it()
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        Serve(0, content);
        _server.Breaks = 1;

        var failure = await Assert.ThrowsAsync<AttachmentUnavailableException>(() => ReadAsync(0));

        Assert.Equal(AttachmentObstacle.MailboxUnreachable, failure.Obstacle);
        Assert.Empty(Files());
        Assert.Equal(content, await ReadAsync(0));
    }

    [Fact]
    public async Task A_try_right_after_a_failed_one_is_a_try_of_its_own()
    {
        Serve(0, RandomNumberGenerator.GetBytes(20_000));
        const int tries = 300;
        _server.Breaks = tries;

        for (var i = 0; i < tries; i++)
            await Assert.ThrowsAsync<AttachmentUnavailableException>(() => ReadAsync(0));

        Assert.Equal(tries, _server.Fetches);
    }

    [Fact]
    public async Task What_cannot_be_had_is_said_and_the_metadata_stays()
    {
        Assert.Equal(AttachmentObstacle.GoneFromServer, (await Assert.ThrowsAsync<AttachmentUnavailableException>(() => ReadAsync(0))).Obstacle);
        _server.IsDown = true;
        Assert.Equal(AttachmentObstacle.MailboxUnreachable, (await Assert.ThrowsAsync<AttachmentUnavailableException>(() => ReadAsync(0))).Obstacle);
        await _world.InDatabaseAsync(db => db.Mailboxes.ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailboxState.Disconnected)));
        Assert.Equal(AttachmentObstacle.Disconnected, (await Assert.ThrowsAsync<AttachmentUnavailableException>(() => ReadAsync(0))).Obstacle);
        Assert.Equal(5, await _world.InDatabaseAsync(db => db.Attachments.CountAsync(a => a.StoredAt == null)));
    }

    [Fact]
    public async Task An_altered_or_lost_file_is_never_served_and_is_fetched_anew()
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        Serve(0, content);
        Serve(1, content);
        await ReadAsync(0);
        await ReadAsync(1);

        await AlterAsync(0, at: 100);
        Assert.Equal(content, await ReadAsync(0));
        File.Copy(PathOf(1), PathOf(0), overwrite: true);
        Assert.Equal(content, await ReadAsync(0));
        File.Delete(PathOf(0));
        Assert.Equal(content, await ReadAsync(0));
        Assert.Equal(5, _server.Fetches);

        // Beyond the first chunk it is noticed while reading: not one altered byte gets out.
        await AlterAsync(0, at: 150_000);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(0));
        await using (var file = new FileStream(PathOf(1), FileMode.Open))
            file.SetLength(26 + 2 * (65_536 + 16));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(1));
    }

    [Fact]
    public async Task Unfinished_files_and_files_of_deleted_emails_are_removed()
    {
        Serve(0, [1]);
        Serve(1, [2]);
        await ReadAsync(0);
        await ReadAsync(1);
        var half = new SealedFileWriter(_world.Get<KeyRing>(), PathOf(2), "x");
        await half.WriteAsync(new byte[100_000]);
        Assert.Equal(3, Files().Count);
        await _world.InDatabaseAsync(db => db.Attachments.Where(a => a.Id == _attachments[0].Id).ExecuteDeleteAsync());
        var upkeep = new AttachmentUpkeep(_world.Get<AttachmentStore>(), _world.Contexts, _world.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AttachmentUpkeep>.Instance);

        _world.Get<AttachmentStore>().RemoveUnfinished();
        Assert.Equal(1, await upkeep.RemoveOrphansAsync(CancellationToken.None));
        Assert.Equal([PathOf(1)], Files());

        _world.Get<AttachmentStore>().Delete([_attachments[1].Id, _attachments[2].Id]);
        Assert.Empty(Files());
        await half.DisposeAsync();
    }

    [Fact]
    public async Task A_full_disk_is_told_from_other_failures()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.Write, bufferSize: 0);

        Assert.True(SealedFileWriter.IsDiskFull(Assert.ThrowsAny<IOException>(() => full.Write([1]))));
        Assert.False(SealedFileWriter.IsDiskFull(new FileNotFoundException()));
    }

    [Fact]
    public async Task Only_the_mailboxs_owner_opens_files_and_sources()
    {
        Serve(0, [1]);
        _server.Sources[$"INBOX/1:{_email.Id}"] = "Subject: x\r\n\r\nbody"u8.ToArray();

        Assert.Null(await _world.Get<AttachmentReading>().OpenAsync(_bea, _attachments[0].Id, CancellationToken.None));
        Assert.Null(await _world.Get<AttachmentReading>().OpenAsync(_alex, 1, CancellationToken.None));
        Assert.Null(await _world.Get<AttachmentReading>().SourceAsync(_bea, _email.Id, CancellationToken.None));
        Assert.Equal(0, _server.Fetches);
        await using (var source = await _world.Get<AttachmentReading>().SourceAsync(_alex, _email.Id, CancellationToken.None))
            Assert.Equal("Subject: x\r\n\r\nbody", await new StreamReader(source!).ReadToEndAsync());
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("image/png", true, "PNG", "image/png", true)]
    [InlineData("image/jpeg", true, "PNG", "image/png", true)]
    [InlineData("image/png", true, "<html><script>", "image/png", false)]
    [InlineData("image/svg+xml", true, "<svg onload=alert(1)>", "application/octet-stream", false)]
    [InlineData("text/html", false, "<html>", "application/octet-stream", false)]
    [InlineData("application/pdf", false, "%PDF", "application/pdf", false)]
    [InlineData("image/png", false, "PNG", "image/png", false)]
    public async Task Only_what_is_a_raster_picture_by_its_own_bytes_is_shown_in_place(string mimeType, bool isInline, string content, string servedAs, bool shown)
    {
        await _world.InDatabaseAsync(db => db.Attachments.Where(a => a.Id == _attachments[0].Id)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.MimeType, mimeType).SetProperty(x => x.IsInline, isInline)));
        Serve(0, content == "PNG" ? [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[20]] : Encoding.ASCII.GetBytes(content));

        await using var opened = await _world.Get<AttachmentReading>().OpenAsync(_alex, _attachments[0].Id, CancellationToken.None);

        Assert.Equal((servedAs, shown), (opened!.MimeType, opened.IsInline));
    }

    private void Serve(int index, byte[] content) => _server.Parts[$"INBOX/1:{_email.Id}/{_attachments[index].ExternalId}"] = content;

    private async Task<byte[]> ReadAsync(int index)
    {
        await using var opened = await _world.Get<AttachmentReading>().OpenAsync(_alex, _attachments[index].Id, CancellationToken.None);
        using var content = new MemoryStream();
        await opened!.Content.CopyToAsync(content);
        return content.ToArray();
    }

    private async Task AlterAsync(int index, int at)
    {
        var bytes = await File.ReadAllBytesAsync(PathOf(index));
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(PathOf(index), bytes);
    }

    private string PathOf(int index) => _world.Get<AttachmentStore>().PathOf(_attachments[index].Id);

    private List<string> Files() => Directory.Exists(Path.Combine(_world.Folder, "attachments"))
        ? [.. Directory.EnumerateFiles(Path.Combine(_world.Folder, "attachments"), "*", SearchOption.AllDirectories)] : [];
}
