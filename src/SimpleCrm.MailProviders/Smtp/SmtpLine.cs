using SimpleCrm.MailProviders.Imap;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>One authenticated connection to a submission server.</summary>
internal sealed class SmtpLine(SubmissionClient client, ConnectState state) : IAsyncDisposable
{
    public SubmissionClient Client { get; } = client;
    public ConnectState State { get; } = state;

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
