using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Importing;

namespace SimpleCrm.Blazor.Importing;

/// <summary>Takes a person from a file to records: what the columns are, what would happen, how far it is, and back.</summary>
public sealed partial class ImportPage
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<ImportView> _earlier = [];
    private IReadOnlyList<IReadOnlyList<string>> _preview = [];
    private ImportView? _import;
    private ImportCheck? _check;
    private string? _refusal, _shown;
    private bool _isBusy, _isWatching;

    /// <summary>An import to be shown.</summary>
    [SupplyParameterFromQuery(Name = "id")] public long? Id { get; set; }
    [Inject] public required Imports Imports { get; set; }
    [Inject] public required ImportRunning Running { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required RecordActs Acts { get; set; }
    [Inject] public required NavigationManager Locations { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Inject] public required ILogger<ImportPage> Logger { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Locations.Uri || await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        (_shown, _refusal, _check) = (Locations.Uri, null, null);
        if (Id != _import?.Id)
            await ShowAsync(viewer, Id is { } id ? await Imports.FindAsync(viewer, id, _closed.Token) : null);
        var kind = RecordLabels.Of(Locations.Uri)!.RecordKind;
        _earlier = _import is null ? [.. (await Imports.ListAsync(viewer, _closed.Token)).Where(i => i.Kind == kind && i.State != ImportState.Mapping).Take(10)] : [];
    }

    private async Task ShowAsync(Viewer viewer, ImportView? import)
    {
        _import = import;
        _preview = import is { State: ImportState.Mapping } ? await Imports.PreviewAsync(viewer, import.Id, 5, _closed.Token) : [];
        if (import?.State is ImportState.Running or ImportState.Undoing)
            _ = WatchAsync();
    }

    private Task ReadFileAsync(InputFileChangeEventArgs chosen) => BusyAsync(async viewer =>
    {
        if (chosen.File.Size > ImportLimits.FileBytes)
        {
            _refusal = $"This file is larger than {ImportLimits.FileBytes / 1024 / 1024} MB. Split it, and import the parts one after the other.";
            return;
        }
        await using var file = chosen.File.OpenReadStream(ImportLimits.FileBytes, _closed.Token);
        var start = await Imports.StartAsync(viewer, RecordLabels.Of(Locations.Uri)!.RecordKind, chosen.File.Name, file, _closed.Token);
        _refusal = start.Refusal;
        if (start.Import is not { } import)
            return;
        await ShowAsync(viewer, import);
        Locations.NavigateTo(Locations.GetUriWithQueryParameter("id", import.Id), replace: true);
    });

    private Task CheckAsync((IReadOnlyList<string> Mapping, bool UpdatesExisting) chosen) => BusyAsync(async viewer =>
    {
        _check = null;
        _refusal = await Imports.MapAsync(viewer, _import!.Id, chosen.Mapping, chosen.UpdatesExisting, _closed.Token);
        if (_refusal is null)
            _check = await Running.CheckAsync(viewer, _import.Id, _closed.Token);
        _import = await Imports.FindAsync(viewer, _import.Id, _closed.Token);
    });

    private Task RunAsync() => ActAsync(Imports.RunAsync);

    private Task CancelAsync() => ActAsync(Imports.CancelAsync);

    private Task UndoAsync() => ActAsync(Imports.UndoAsync);

    private void StartOver() => Locations.NavigateTo(Locations.GetUriWithQueryParameter("id", (long?)null));

    private Task ActAsync(Func<Viewer, long, CancellationToken, Task<bool>> act) => BusyAsync(async viewer =>
    {
        var id = _import!.Id;
        await act(viewer, id, _closed.Token);
        await ShowAsync(viewer, await Imports.FindAsync(viewer, id, _closed.Token));
    });

    private async Task BusyAsync(Func<Viewer, Task> act)
    {
        if (_isBusy || await Viewers.FindAsync(_closed.Token) is not { } viewer)
            return;
        (_isBusy, _refusal) = (true, null);
        StateHasChanged();
        try
        {
            await act(viewer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ScreenLog.ActFailed(Logger, exception, "import");
            _refusal = "That did not work. Try again.";
        }
        _isBusy = false;
    }

    // The rows are taken in elsewhere, perhaps by another process: its count is read.
    private async Task WatchAsync()
    {
        if (_isWatching)
            return;
        _isWatching = true;
        try
        {
            while (_import?.State is ImportState.Running or ImportState.Undoing)
            {
                await Task.Delay(Look, Time, _closed.Token);
                if (await Viewers.FindAsync(_closed.Token) is not { } viewer)
                    return;
                _import = await Imports.FindAsync(viewer, _import.Id, _closed.Token);
                await InvokeAsync(StateHasChanged);
            }
            await InvokeAsync(Acts.TellAsync);
        }
        catch (OperationCanceledException)
        {
            // The page was left; the import goes on.
        }
        finally
        {
            _isWatching = false;
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
    }
}
