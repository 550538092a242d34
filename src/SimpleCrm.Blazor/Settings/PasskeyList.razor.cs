using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.Settings;

/// <summary>The passkeys of the viewer.</summary>
public sealed partial class PasskeyList
{
    private IReadOnlyList<PasskeyRow> _passkeys = [];
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private IJSObjectReference? _script;
    private string _name = "";
    private string? _problem;
    private bool _busy;

    [Inject] public required Passkeys Passkeys { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IJSRuntime Scripts { get; set; }
    [Inject] public required AntiforgeryStateProvider Antiforgery { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _zone = MailTime.Zone(viewer.TimeZone);
        _passkeys = await Passkeys.ListAsync(viewer);
    }

    // The browser posts the new passkey itself, because the challenge it answers is in a cookie.
    private async Task AddAsync()
    {
        _busy = true;
        _problem = null;
        _script ??= await Scripts.InvokeAsync<IJSObjectReference>("import", "/" + Assets["passkeys.js"]);
        _problem = await _script.InvokeAsync<string>("add", Antiforgery.GetAntiforgeryToken()?.Value ?? "", _name) switch
        {
            "done" => null,
            "unsupported" => "This browser cannot make passkeys here. They need https, or localhost.",
            "cancelled" => "No passkey was made. Try again when you are ready.",
            _ => "The passkey was not accepted. This device may already have one for you.",
        };
        if (_problem is null)
            _name = "";
        await ReadAsync();
        _busy = false;
    }

    private async Task RemoveAsync(PasskeyRow passkey)
    {
        var sure = await Dialogs.ShowMessageBoxAsync($"Remove {passkey.Name}?", "You can no longer sign in with it. Your password keeps working.", "Remove", cancelText: "Cancel");
        if (sure == true && await Viewers.FindAsync() is { } viewer)
        {
            await Passkeys.RemoveAsync(viewer, passkey.Id);
            await ReadAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is not null)
                await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its script with it.
        }
    }
}
