using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Admin;

/// <summary>The tags of the workspace: their names, colours and ends.</summary>
public sealed partial class TagsPage
{
    private IReadOnlyList<TagView>? _tags;
    private TagView? _editing;
    private string _name = "";
    private TagColour _colour;
    private long? _intoId;
    private string? _refusal;

    [Inject] public required RecordTagging Tagging { get; set; }
    [Inject] public required TagEditing Editing { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync() is { } viewer)
            _tags = await Tagging.ListAsync(viewer, CancellationToken.None);
    }

    private void Edit(TagView? tag) => (_editing, _name, _colour, _intoId, _refusal) = (tag, tag?.Name ?? "", tag?.Colour ?? TagColour.Grey, null, null);

    private static string Count(int records) => records == 1 ? "1 record" : string.Create(CultureInfo.InvariantCulture, $"{records:N0} records");

    private async Task SaveAsync()
    {
        if (_editing is not { } tag || await Viewers.FindAsync() is not { } viewer)
            return;
        if (_intoId is { } other && await Dialogs.ShowMessageBoxAsync(
            $"Merge {tag.Name} into {_tags?.FirstOrDefault(t => t.Id == other)?.Name}?", $"{Count(tag.Records)} will have the other tag instead. This cannot be undone.", "Merge", cancelText: "Cancel") != true)
            return;
        _refusal = _intoId is { } into
            ? await Editing.MergeAsync(viewer, tag.Id, into, CancellationToken.None)
            : await Editing.RenameAsync(viewer, tag.Id, _name, CancellationToken.None) ?? await Editing.RecolourAsync(viewer, tag.Id, _colour, CancellationToken.None);
        if (_refusal is null)
            Edit(null);
        await ReadAsync();
    }

    private async Task DeleteAsync(TagView tag)
    {
        var sure = await Dialogs.ShowMessageBoxAsync($"Delete {tag.Name}?", $"It is taken off {Count(tag.Records)}. This cannot be undone.", "Delete", cancelText: "Cancel");
        if (sure != true || await Viewers.FindAsync() is not { } viewer)
            return;
        await Editing.DeleteAsync(viewer, tag.Id, CancellationToken.None);
        if (_editing?.Id == tag.Id)
            Edit(null);
        await ReadAsync();
    }
}
