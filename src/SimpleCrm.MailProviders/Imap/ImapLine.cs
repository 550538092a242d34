using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>One authenticated connection. One command at a time.</summary>
internal sealed class ImapLine(ImapClient client, ConnectState state) : IAsyncDisposable
{
    private ImapFolder? _selected;

    public ImapClient Client { get; } = client;
    public ConnectState State { get; } = state;
    public ServerQuirks Quirks => State.Quirks;

    public bool Offers(ImapCapabilities capability) => Client.Capabilities.HasFlag(capability);

    /// <summary>Runs commands and says what their failure means.</summary>
    /// <exception cref="MailboxAccessException">The line broke or the server refused.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> commands, CancellationToken cancellationToken)
    {
        try
        {
            return await commands();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (ImapErrors.IsAccess(exception) || exception is OperationCanceledException))
        {
            throw ImapErrors.OfSession(exception, State, Client.IsConnected);
        }
    }

    /// <summary>The folder by its full path, without opening it.</summary>
    public async Task<ImapFolder> FindFolderAsync(string path, CancellationToken cancellationToken) =>
        (ImapFolder)(path.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? Client.Inbox : await Client.GetFolderAsync(path, cancellationToken))!;

    /// <summary>The folder, selected; not observed anew when it is selected already.</summary>
    public async Task<ImapFolder> SelectAsync(string path, CancellationToken cancellationToken)
    {
        var folder = await FindFolderAsync(path, cancellationToken);
        if (!folder.IsOpen)
            await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        _selected = folder;
        return folder;
    }

    /// <summary>The folder, selected now, and what it is like at this moment.</summary>
    public async Task<(ImapFolder Folder, FolderCursor Cursor)> ObserveAsync(string path, CancellationToken cancellationToken)
    {
        var folder = await FindFolderAsync(path, cancellationToken);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        _selected = folder;
        return (folder, CursorOf(folder));
    }

    /// <summary>The folder, selected now, and what changed since a mark told through its events (QRESYNC).</summary>
    public async Task<FolderCursor> ResynchroniseAsync(ImapFolder folder, FolderCursor since, CancellationToken cancellationToken)
    {
        await folder.OpenAsync(FolderAccess.ReadWrite, since.UidValidity, since.ModSeq, [], cancellationToken);
        _selected = folder;
        return CursorOf(folder);
    }

    /// <summary>
    /// Leaves the selected folder, without expunging: of a selected one, servers tell the marks of the moment it was last looked at.
    /// </summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_selected is not { IsOpen: true } folder)
            return;
        if (Offers(ImapCapabilities.Unselect))
            await folder.CloseAsync(expunge: false, cancellationToken);
        else
            await Client.NoOpAsync(cancellationToken);
    }

    /// <summary>The values of the last SELECT or STATUS; to be read before any other command.</summary>
    public FolderCursor CursorOf(ImapFolder folder) =>
        new(folder.UidValidity, folder.UidNext?.Id ?? 0, Quirks.CondstoreLies ? 0 : folder.HighestModSeq, folder.Count);

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
