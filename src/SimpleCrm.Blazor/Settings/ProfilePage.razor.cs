using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.Settings;

/// <summary>Name and time zone of the viewer.</summary>
public sealed partial class ProfilePage
{
    private static readonly IReadOnlyList<string> AllZones =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId && (z.Id == "UTC" || z.Id.Contains('/'))).Select(z => z.Id).Order(StringComparer.Ordinal)];

    private static readonly int[] UndoChoices = [0, 5, 10, 20, 30];
    private Profile? _profile;
    private string _name = "";
    private string _zone = "UTC";
    private int _undo = 10;
    private string? _error;
    private bool _busy;

    [Inject] public required Profiles Profiles { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private IEnumerable<string> Zones => AllZones.Contains(_zone) ? AllZones : AllZones.Prepend(_zone);

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _profile = await Profiles.FindAsync(viewer, CancellationToken.None);
        _undo = await Profiles.UndoSecondsAsync(viewer, CancellationToken.None);
        (_name, _zone) = (_profile?.Name ?? "", _profile?.TimeZone ?? "UTC");
    }

    private async Task SaveAsync()
    {
        if (_busy || await Viewers.FindAsync() is not { } viewer)
            return;
        _busy = true;
        _error = await Profiles.SaveAsync(viewer, _name, _zone, CancellationToken.None) ? null : "Enter a name of at most 200 characters.";
        await Profiles.SetUndoSecondsAsync(viewer, _undo, CancellationToken.None);
        _busy = false;
        if (_error is null)
            await Notices.SayAsync("Your profile is saved.");
    }
}
