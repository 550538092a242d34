using Microsoft.AspNetCore.Components;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Settings;

/// <summary>The addresses to which nobody here may write. Everybody sees them; managers and admins keep them.</summary>
public sealed partial class SuppressionsPage
{
    private const int Step = 50;
    private IReadOnlyList<SuppressedAddress>? _rows;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private bool _mayKeep;
    private bool _hasMore;
    private string _containing = "";
    private string _address = "";
    private string _reason = "";

    [Inject] public required Suppressions Suppressed { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _zone = MailTime.Zone(viewer.TimeZone);
        _mayKeep = Suppressions.MayKeep(viewer);
        await ReadAsync([]);
    }

    private string? ErrorOf(string field) => _errors.TryGetValue(field, out var messages) ? messages[0] : null;

    private Task MoreAsync() => ReadAsync(_rows!);

    private Task FindAsync(ChangeEventArgs change)
    {
        _containing = change.Value as string ?? "";
        return ReadAsync([]);
    }

    // What was typed meanwhile has a reading of its own.
    private async Task ReadAsync(IReadOnlyList<SuppressedAddress> before)
    {
        var containing = _containing;
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        var page = await Suppressed.ListAsync(viewer, containing, before.Count == 0 ? null : before[^1].Address, Step, CancellationToken.None);
        if (containing != _containing)
            return;
        _rows = [.. before, .. page];
        _hasMore = page.Count == Step;
    }

    private async Task AddAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _errors = await Suppressed.AddAsync(viewer, _address, _reason, CancellationToken.None);
        if (_errors.Count > 0)
            return;
        await Notices.SayAsync($"Nobody can write to {_address.Trim()} now.");
        _address = _reason = "";
        await ReadAsync([]);
    }

    private async Task RemoveAsync(SuppressedAddress row)
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        if (await Suppressed.RemoveAsync(viewer, row.Address, CancellationToken.None) is { } removed)
            await Notices.SayAsync($"{row.Address} can be written to again.", "Undo", () => RestoreAsync(removed));
        await ReadAsync([]);
    }

    // The notice may outlive the page.
    private async Task RestoreAsync(SuppressedAddress removed)
    {
        if (await Viewers.FindAsync() is not { } viewer || !await Suppressed.RestoreAsync(viewer, removed, CancellationToken.None))
            return;
        await InvokeAsync(() => ReadAsync([]));
        await InvokeAsync(StateHasChanged);
    }
}
