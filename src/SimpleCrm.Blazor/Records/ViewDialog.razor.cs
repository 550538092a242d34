using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Views;

namespace SimpleCrm.Blazor.Records;

/// <summary>Asks what a view is called, who sees it, where it stands and whether the list opens with it.</summary>
public sealed partial class ViewDialog
{
    private const string Everyone = "all";
    private ShownView? _target;
    private IReadOnlyList<ViewTeam> _teams = [];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string _name = "", _audience = "";
    private string? _general;
    private int _place;
    private bool _isDefault, _mayEveryone;

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }
    [Parameter, EditorRequired] public RecordLabels Kind { get; set; } = null!;

    /// <summary>The view to change; null to save <see cref="Query"/>.</summary>
    [Parameter] public ShownView? View { get; set; }
    [Parameter] public string Query { get; set; } = "";

    /// <summary>The viewer's own, in order.</summary>
    [Parameter] public IReadOnlyList<ShownView> Own { get; set; } = [];
    [Inject] public required SavedViews Views { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IJSRuntime Script { get; set; }

    private bool MayChange => _target?.MayChange ?? true;
    private IReadOnlyList<ShownView> Neighbours => _target is null or { IsOwn: true } ? [.. Own.Where(v => v.Id != _target?.Id)] : [];
    private IEnumerable<ViewTeam> Teams => _target is { TeamId: { } id, TeamName: { } name } && _teams.All(t => t.Id != id) ? [.. _teams, new ViewTeam(id, name)] : _teams;

    protected override async Task OnInitializedAsync()
    {
        Take(View);
        if (await Viewers.FindAsync() is { } viewer)
            (_mayEveryone, _teams) = await Views.AudienceAsync(viewer, CancellationToken.None);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.InvokeVoidAsync("simplecrm.focus", "#view-name");
    }

    private void Take(ShownView? view)
    {
        _target = view;
        (_name, _isDefault) = (view?.Name ?? _name, view?.IsDefault ?? false);
        _audience = view switch { { IsForEveryone: true } => Everyone, { TeamId: { } team } => $"{team}", _ => "" };
        _place = view is null ? Own.Count : Own.TakeWhile(v => v.Id != view.Id).Count();
    }

    private string? ErrorOf(string field) => _errors.TryGetValue(field, out var messages) ? messages[0] : null;

    private async Task SaveAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        var id = _target?.Id;
        if (MayChange)
        {
            var outcome = await Views.SaveAsync(viewer, id, _target?.Version ?? 0, Kind.RecordKind, new SavedViewContent
            {
                Name = _name,
                Query = View?.Query ?? Query,
                IsForEveryone = _audience == Everyone,
                TeamId = long.TryParse(_audience, out var team) ? team : null,
                Position = Neighbours.Count > 0 ? _place : null,
            }, CancellationToken.None);
            _errors = outcome.Errors;
            _general = ErrorOf("query") ?? ErrorOf("");
            if (outcome.Current is { } current)
            {
                Take(current);
                _general = "Somebody changed this view meanwhile. This is what it is now; save again to change it.";
                return;
            }
            if (outcome.Stored is null)
            {
                _general ??= outcome.Errors.Count == 0 ? "This view is not there any more: somebody has deleted it." : null;
                return;
            }
            id = outcome.Stored.Id;
        }
        if (id is { } view && _isDefault != (_target?.IsDefault ?? false))
            await Views.SetDefaultAsync(viewer, Kind.RecordKind, _isDefault ? view : null, CancellationToken.None);
        Dialog.Close(DialogResult.Ok(new ViewChange(id ?? 0, _name, IsDeleted: false)));
    }

    private async Task DeleteAsync()
    {
        if (View is not { } view || await Viewers.FindAsync() is not { } viewer)
            return;
        if (await Views.DeleteAsync(viewer, view.Id, CancellationToken.None))
            Dialog.Close(DialogResult.Ok(new ViewChange(view.Id, view.Name, IsDeleted: true)));
        else
            _general = "This view is not there any more: somebody has deleted it.";
    }
}
