using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using SimpleCrm.TestServers.Dovecot;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A mailbox as another mail client sees and changes it, straight at the server.</summary>
internal sealed class ServerMail : IAsyncDisposable
{
    private readonly ImapClient _client = new();

    public static async Task<ServerMail> OpenAsync(DovecotServer dovecot, DovecotUser user)
    {
        var mail = new ServerMail();
        await mail._client.ConnectAsync(dovecot.Host, dovecot.Ports.Imap, SecureSocketOptions.None);
        await mail._client.AuthenticateAsync(user.Address, user.Password);
        return mail;
    }

    /// <summary>Every email of every folder.</summary>
    public async Task<IReadOnlyList<HeldEmail>> ListAsync()
    {
        var emails = new List<HeldEmail>();
        foreach (var folder in await FoldersAsync())
        {
            await folder.OpenAsync(FolderAccess.ReadOnly);
            foreach (var summary in await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags))
            {
                var flags = summary.Flags ?? MessageFlags.None;
                if (flags.HasFlag(MessageFlags.Deleted)) continue;
                emails.Add(new HeldEmail(folder.FullName, (summary.Envelope?.MessageId ?? "").Trim('<', '>'), flags.HasFlag(MessageFlags.Seen), flags.HasFlag(MessageFlags.Flagged)));
            }

            await folder.CloseAsync();
        }

        return emails;
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(string folder)
    {
        var opened = await _client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        var subjects = (await opened.FetchAsync(0, -1, MessageSummaryItems.Envelope)).Select(summary => summary.Envelope?.Subject ?? "").ToList();
        await opened.CloseAsync();
        return subjects;
    }

    public async Task ChangeFlagsAsync(string folder, Random random, int emails)
    {
        var opened = await OpenAsync(folder);
        foreach (var uid in await SomeAsync(opened, random, emails))
        {
            var flag = random.Next(2) == 0 ? MessageFlags.Seen : MessageFlags.Flagged;
            await opened.StoreAsync(uid, new StoreFlagsRequest(random.Next(2) == 0 ? StoreAction.Add : StoreAction.Remove, flag) { Silent = true });
        }

        await opened.CloseAsync();
    }

    public async Task MoveAsync(string folder, string to, Random random, int emails)
    {
        var opened = await OpenAsync(folder);
        await opened.MoveToAsync(await SomeAsync(opened, random, emails), await _client.GetFolderAsync(to));
        await opened.CloseAsync();
    }

    public async Task DeleteAsync(string folder, Random random, int emails)
    {
        var opened = await OpenAsync(folder);
        var uids = await SomeAsync(opened, random, emails);
        await opened.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true });
        await opened.ExpungeAsync(uids);
        await opened.CloseAsync();
    }

    public async Task AppendAsync(string folder, byte[] email) =>
        await (await _client.GetFolderAsync(folder)).AppendAsync(new AppendRequest(await MimeMessage.LoadAsync(new MemoryStream(email))));

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected) await _client.DisconnectAsync(quit: true);
        _client.Dispose();
    }

    private async Task<IEnumerable<IMailFolder>> FoldersAsync() =>
        [.. (await _client.GetFoldersAsync(_client.PersonalNamespaces[0])).Where(folder => !folder.Attributes.HasFlag(FolderAttributes.NoSelect) && !folder.Attributes.HasFlag(FolderAttributes.NonExistent))];

    private async Task<IMailFolder> OpenAsync(string name)
    {
        var folder = await _client.GetFolderAsync(name);
        await folder.OpenAsync(FolderAccess.ReadWrite);
        return folder;
    }

    private static async Task<IList<UniqueId>> SomeAsync(IMailFolder folder, Random random, int count)
    {
        var uids = (await folder.SearchAsync(MailKit.Search.SearchQuery.NotDeleted)).ToArray();
        random.Shuffle(uids);
        return [.. uids.Take(count)];
    }
}
