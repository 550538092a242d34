using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace SimpleCrm.Benchmarks.Peers;

/// <summary>A client that keeps nothing and asks the server each time, as many webmail programs do.</summary>
internal sealed class BareImapClient : IDisposable
{
    private readonly ImapClient _client = new();

    public static async Task<BareImapClient> LoginAsync(BenchmarkMailbox mailbox)
    {
        var client = new BareImapClient();
        await client._client.ConnectAsync(mailbox.Server.Host, mailbox.Server.Ports.Imap, SecureSocketOptions.None);
        await client._client.AuthenticateAsync(mailbox.User.Address, mailbox.User.Password);
        await client._client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        return client;
    }

    /// <summary>Envelope and flags of the newest emails, or of those before them.</summary>
    public Task ListAsync(int count, int skip = 0)
    {
        var last = _client.Inbox.Count - 1 - skip;
        return _client.Inbox.FetchAsync(Math.Max(0, last - count + 1), last, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.BodyStructure);
    }

    public Task OpenAsync(int index) => _client.Inbox.GetMessageAsync(index);

    public Task SearchAsync(SearchQuery query) => _client.Inbox.SearchAsync(query);

    public void Dispose() => _client.Dispose();
}
