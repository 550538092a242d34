using Microsoft.AspNetCore.Components;
using MudBlazor;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Views;

namespace SimpleCrm.Blazor.Records;

/// <summary>A page with a list of records: what narrows it, and whether a new one is to be made, stands in its address.</summary>
public abstract class RecordListPage : ComponentBase
{
    private bool _isAsked;

    [SupplyParameterFromQuery(Name = "q")] public string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "owner")] public string? Owner { get; set; }
    [SupplyParameterFromQuery(Name = "tag")] public string? Tag { get; set; }
    [SupplyParameterFromQuery(Name = "company")] public string? Company { get; set; }
    [SupplyParameterFromQuery(Name = "field")] public string[]? Fields { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }
    [SupplyParameterFromQuery(Name = "new")] public string? New { get; set; }

    [Inject] public required NavigationManager Locations { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }

    [Inject] public required SavedViews Views { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }

    protected RecordFilter Filter { get; private set; } = new();

    // Opened without saying what of it, a list shows the view the person has chosen for that.
    protected override async Task OnInitializedAsync()
    {
        if (new Uri(Locations.Uri).Query.Length > 0 || RecordLabels.Of(Locations.Uri) is not { } kind || await Viewers.FindAsync() is not { } viewer)
            return;
        var views = await Views.ListAsync(viewer, kind.RecordKind, CancellationToken.None);
        if (views.FirstOrDefault(v => v.IsDefault) is { Usable.Length: > 0 } view && new Uri(Locations.Uri) is { Query: "" } here && here.AbsolutePath == kind.Path)
            Locations.NavigateTo($"{kind.Path}?{view.Usable}", replace: true);
    }

    protected override void OnParametersSet()
    {
        Filter = RecordFilter.Of(Text, Owner, Tag, Company, Sort, Fields);
        _isAsked |= New is not null;
    }

    // The request leaves the address first: a change of address closes every dialog.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isAsked)
            return;
        if (New is not null)
        {
            Locations.NavigateTo(Locations.GetUriWithQueryParameter("new", (string?)null), replace: true);
            return;
        }
        _isAsked = false;
        await AddAsync();
    }

    /// <summary>Asks for a new record.</summary>
    protected abstract Task AddAsync();

    /// <summary>Shows the dialog that gives one field of many records a value.</summary>
    protected async Task EditManyAsync<TView, TContent>(RecordLabels kind, IReadOnlyList<long> ids) where TView : class, IRecordView where TContent : class
    {
        var parameters = new DialogParameters<BulkEditDialog<TView, TContent>> { { d => d.Ids, ids } };
        await Dialogs.ShowAsync<BulkEditDialog<TView, TContent>>($"Change {kind.Count(ids.Count)}", parameters, RecordDialogs.Options);
    }

    /// <summary>Shows the dialog for a new record, and the record when it was made.</summary>
    protected async Task AddAsync<TView, TContent>(RecordLabels kind) where TView : class, IRecordView where TContent : class
    {
        var dialog = await Dialogs.ShowAsync<NewRecordDialog<TView, TContent>>($"New {kind.One}", RecordDialogs.Options);
        if (await dialog.Result is { Canceled: false, Data: long id })
            Locations.NavigateTo(kind.Url(id));
    }
}
