using Microsoft.AspNetCore.Components;
using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;

namespace SimpleCrm.Blazor.Admin;

/// <summary>The teams and their managers.</summary>
public sealed partial class TeamsPage
{
    private IReadOnlyList<TeamRow>? _teams;
    private IReadOnlyList<PersonRow> _managers = [];
    private TeamRow? _editing;
    private string _name = "";
    private long? _managerId;
    private string? _refusal;

    [Inject] public required Teams Teams { get; set; }
    [Inject] public required People People { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _managers = [.. (await People.ListAsync(viewer, CancellationToken.None)).Where(p => !p.IsDisabled && p.Role != Role.Rep)];
        _teams = await Teams.ListAsync(viewer, CancellationToken.None);
    }

    private void Edit(TeamRow? team) => (_editing, _name, _managerId, _refusal) = (team, team?.Name ?? "", team?.ManagerId, null);

    private async Task SaveAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        _refusal = await Teams.SaveAsync(viewer, _editing?.Id, _name, _managerId, CancellationToken.None);
        if (_refusal is not null)
            return;
        Edit(null);
        await ReadAsync();
    }

    private async Task DeleteAsync(TeamRow team)
    {
        var sure = await Dialogs.ShowMessageBoxAsync($"Delete {team.Name}?", "Its people stay, without a team.", "Delete", cancelText: "Cancel");
        if (sure != true || await Viewers.FindAsync() is not { } viewer)
            return;
        await Teams.DeleteAsync(viewer, team.Id, CancellationToken.None);
        if (_editing?.Id == team.Id)
            Edit(null);
        await ReadAsync();
    }
}
