using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using SimpleCrm.TestServers.Dovecot;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.EndToEnd;

/// <summary>Another mail program on the same account: what it does must show in the product, and the other way round.</summary>
public sealed class OtherClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(World.Patience);
    private readonly ImapClient _imap = new();

    private OtherClient()
    {
    }

    public static async Task<OtherClient> OpenAsync(DovecotServer server, DovecotUser user)
    {
        var client = new OtherClient();
        await client._imap.ConnectAsync(server.Host, server.Ports.Imap, SecureSocketOptions.None);
        await client._imap.AuthenticateAsync(user.Address, user.Password);
        return client;
    }

    public async Task SetAsync(string subject, MessageFlags flags, bool on, string folder = "INBOX")
    {
        var place = await OpenAsync(folder);
        var uid = await FindAsync(place, subject);
        await place.StoreAsync(uid, new StoreFlagsRequest(on ? StoreAction.Add : StoreAction.Remove, flags) { Silent = true });
    }

    public async Task MoveAsync(string subject, string toFolder, string folder = "INBOX")
    {
        var place = await OpenAsync(folder);
        await place.MoveToAsync(await FindAsync(place, subject), await _imap.GetFolderAsync(toFolder));
    }

    /// <summary>Waits until an email carries the flags, or no longer does.</summary>
    public Task WaitForFlagsAsync(string subject, MessageFlags flags, bool on, string folder = "INBOX") => Until.TrueAsync(
        async () => await SummariesAsync(folder, subject) is [var found] && found.Flags!.Value.HasFlag(flags) == on,
        Patience,
        () => $"The email in {folder} does not {(on ? "get" : "lose")} {flags}.");

    /// <summary>Waits until a folder holds this many emails of the subject.</summary>
    public Task WaitForAsync(string folder, string subject, int count = 1) => Until.TrueAsync(
        async () => (await SummariesAsync(folder, subject)).Count == count,
        Patience,
        () => $"{folder} does not come to hold {count} of the emails.");

    public async Task<IReadOnlyList<MimeMessage>> ReadAsync(string folder, string subject)
    {
        var messages = new List<MimeMessage>();
        foreach (var summary in await SummariesAsync(folder, subject)) messages.Add(await summary.Folder!.GetMessageAsync(summary.UniqueId));
        return messages;
    }

    public async Task CreateFolderAsync(string name)
    {
        var root = _imap.GetFolder(_imap.PersonalNamespaces[0]);
        var folder = await root.CreateAsync(name, isMessageFolder: true);
        await folder!.SubscribeAsync();
    }

    public void Dispose() => _imap.Dispose();

    private static async Task<UniqueId> FindAsync(IMailFolder folder, string subject) => (await folder.SearchAsync(SearchQuery.SubjectContains(subject)))[0];

    private async Task<IList<IMessageSummary>> SummariesAsync(string folder, string subject)
    {
        var place = await OpenAsync(folder);
        var uids = await place.SearchAsync(SearchQuery.SubjectContains(subject));
        return uids.Count == 0 ? [] : await place.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);
    }

    private async Task<IMailFolder> OpenAsync(string name)
    {
        var folder = name == "INBOX" ? _imap.Inbox! : await _imap.GetFolderAsync(name);
        // Also makes the server tell what changed since the last command.
        if (folder.IsOpen && folder.Access == FolderAccess.ReadWrite) await _imap.NoOpAsync();
        else await folder.OpenAsync(FolderAccess.ReadWrite);
        return folder;
    }
}
