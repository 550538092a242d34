using Microsoft.AspNetCore.Components;
using SimpleCrm.Blazor.Activities;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Inbox;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Links;
using SimpleCrm.LiveUpdates;
using SimpleCrm.Surroundings;
using SimpleCrm.Timeline;

namespace SimpleCrm.Blazor.Panel;

/// <summary>What is known around the open conversation. Read after the conversation, beside the page's own thread: nothing waits for it.</summary>
public sealed partial class SidePanel : LiveView
{
    private const int Folded = 3;
    private ThreadSurroundingsView? _view;
    private ListState _state = ListState.Loading;
    private long _wanted;
    private bool _isUnfolded;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _now;

    [Parameter, EditorRequired] public long ThreadId { get; set; }

    [Inject] public required ThreadSurroundings Surroundings { get; set; }
    [Inject] public required PanelActs Acts { get; set; }
    [Inject] public required ActivityDesk Desk { get; set; }
    [Inject] public required RecordLookup Lookup { get; set; }
    [Inject] public required ILogger<SidePanel> Logger { get; set; }

    protected override bool HearsRecords => true;

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(400);

    private IReadOnlyList<ThreadRecord> People => [.. (_view?.Records ?? []).Where(r => r.Link.Kind is RecordKind.Contact or RecordKind.Lead)];

    private IReadOnlyList<ActivityRecord> Belongs => [.. (_view?.Records ?? []).Take(ActivityContent.MostRecords).Select(r => new ActivityRecord(r.Link.Kind, r.Link.RecordId, r.Link.Name))];

    protected override async Task OnParametersSetAsync()
    {
        if (_wanted == ThreadId)
            return;
        (_wanted, _state, _isUnfolded) = (ThreadId, ListState.Loading, false);
        await ReadAsync();
    }

    protected override async Task OnChangeAsync(LiveChange change)
    {
        if (change.ThreadIds.Contains(ThreadId) || _view is { } view && change.Records.Any(r => r == view.Main || view.Records.Any(known => known.Record == r)))
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private IReadOnlyList<ThreadRecord> Of(RecordKind kind) => [.. (_view?.Records ?? []).Where(r => r.Link.Kind == kind)];

    private int HiddenPeople(ThreadSurroundingsView view) => Math.Max(0, People.Count - Folded) + Math.Max(0, view.Unknown.Count - Math.Max(1, Folded - People.Count));

    private async Task ReadAsync()
    {
        var id = ThreadId;
        // The email is painted first.
        await Task.Yield();
        if (await Viewers.FindAsync(Closed) is not { } viewer)
            return;
        Follow(viewer);
        try
        {
            var view = await Task.Run(() => Surroundings.ReadAsync(viewer, id, Closed), Closed);
            if (id != _wanted)
                return;
            (_zone, _now) = (MailTime.Zone(viewer.TimeZone), Time.GetUtcNow());
            (_view, _state) = (view, ListState.Ready);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.SurroundingsFailed(Logger, exception);
            _state = ListState.Failed;
        }
    }

    private Task LinkAsync(FieldText chosen) =>
        _view is { } view && RecordLookup.Parse(chosen.Text) is { } record ? Acts.LinkAsync(view.EmailId, record, chosen.Shown) : Task.CompletedTask;
}
