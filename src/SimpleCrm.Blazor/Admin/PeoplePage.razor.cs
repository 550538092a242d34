using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.Admin;

/// <summary>The people of the workspace and the open invitations.</summary>
public sealed partial class PeoplePage
{
    private IReadOnlyList<PersonRow>? _people;
    private IReadOnlyList<TeamRow> _teams = [];
    private IReadOnlyList<InvitationRow> _invitations = [];
    private Viewer? _viewer;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject] public required People People { get; set; }
    [Inject] public required Teams Teams { get; set; }
    [Inject] public required Invitations Invitations { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _viewer = await Viewers.FindAsync();
        if (_viewer is null)
            return;
        _zone = MailTime.Zone(_viewer.TimeZone);
        _teams = await Teams.ListAsync(_viewer, CancellationToken.None);
        _invitations = await Invitations.ListAsync(_viewer, CancellationToken.None);
        _people = await People.ListAsync(_viewer, CancellationToken.None);
    }

    private async Task RevokeAsync(InvitationRow invitation)
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        await Invitations.RevokeAsync(viewer, invitation.Id, CancellationToken.None);
        await ReadAsync();
    }
}
