using MailKit.Net.Smtp;
using SimpleCrm.MailProviders.Imap;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>One authenticated connection to a submission server.</summary>
internal sealed class SmtpLine(SubmissionClient client, ConnectState state) : IAsyncDisposable
{
    public SubmissionClient Client { get; } = client;
    public ConnectState State { get; } = state;

    /// <summary>Bytes of the largest message it takes (RFC 1870 §3: none or 0 says nothing); null when it did not say.</summary>
    public long? SizeLimit => Client.Capabilities.HasFlag(SmtpCapabilities.Size) && Client.MaxSize > 0 ? Client.MaxSize : null;

    public async ValueTask DisposeAsync()
    {
        if (Client.IsConnected)
        {
            State.Stream!.Patience = TimeSpan.FromSeconds(2);
            try
            {
                await Client.DisconnectAsync(quit: true);
            }
            catch (Exception exception) when (ImapErrors.IsAccess(exception))
            {
            }
        }
        Client.Dispose();
        State.Stream?.Dispose();
        State.Tail.Dispose();
    }
}
