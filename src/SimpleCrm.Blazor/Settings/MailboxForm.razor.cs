using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>Connects a mailbox, or edits one: address and password first, the servers found by themselves and editable, nothing saved before both logins worked.</summary>
public sealed partial class MailboxForm : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _attempt;
    private MailboxEntry _entry = new();
    private Task? _discovery;
    private bool _finding;
    private bool _busy;
    private bool _showMore;
    private string? _general;

    [Inject] public required MailboxAccounts Accounts { get; set; }
    [Inject] public required Profiles Profiles { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }

    /// <summary>The mailbox to edit; null to connect a new one.</summary>
    [Parameter] public MailboxStatus? Mailbox { get; set; }

    /// <summary>Told the mailbox once both logins worked and it is saved.</summary>
    [Parameter] public EventCallback<long> Connected { get; set; }

    /// <summary>Further buttons.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private string? PasswordHint => Mailbox is null ? "It is stored encrypted and sent to your mail servers only." : "Leave it empty to keep the one that is stored.";

    private string FoundText => _entry.Source == DiscoverySource.Guess ? "We would try" : "Servers:";

    protected override async Task OnInitializedAsync()
    {
        if (Mailbox is not null)
            (_entry, _showMore) = (MailboxEntry.Of(Mailbox), true);
        else if (await Viewers.FindAsync(_closed.Token) is { } viewer)
            _entry.DisplayName = (await Profiles.FindAsync(viewer, _closed.Token))?.Name ?? "";
    }

    // Begins while the password is still being typed.
    private Task DiscoverAsync()
    {
        if (Mailbox is null && _entry.NeedsDiscovery)
            _discovery = FindServersAsync(_closed.Token);
        return _discovery ?? Task.CompletedTask;
    }

    private async Task FindServersAsync(CancellationToken cancellationToken)
    {
        if (await Viewers.FindAsync(cancellationToken) is not { } viewer)
            return;
        var address = _entry.Address;
        _finding = true;
        try
        {
            var found = await Accounts.DiscoverAsync(viewer, address, cancellationToken);
            if (address == _entry.Address)
                _entry.Suggest(found);
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        _finding = false;
        StateHasChanged();
    }

    private async Task SubmitAsync()
    {
        if (_busy || await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        _busy = true;
        _general = null;
        _entry.Blame([]);
        using var attempt = _attempt = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        try
        {
            await DiscoverAsync();
            if (!_entry.HasServers)
            {
                _showMore = true;
                _general = "No servers were found for this address. Enter them below; your provider's help pages name them.";
                return;
            }
            var result = Mailbox is null
                ? await Accounts.ConnectImapAsync(viewer, _entry.ToAccount(keepPassword: false), attempt.Token)
                : await Accounts.UpdateAsync(viewer, Mailbox.MailboxId, _entry.ToAccount(keepPassword: true), attempt.Token);
            await FollowAsync(result);
        }
        catch (OperationCanceledException)
        {
            _general = "Stopped. Nothing was saved.";
        }
        finally
        {
            _busy = false;
            _attempt = null;
        }
    }

    private async Task FollowAsync(ConnectResult result)
    {
        if (result.MailboxId is { } id)
        {
            await Connected.InvokeAsync(id);
            return;
        }
        _entry.Blame(result.Faults);
        _showMore |= _entry.BlamesServers;
        if (result.IsNotFound)
            _general = "This mailbox no longer exists.";
    }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }
}
