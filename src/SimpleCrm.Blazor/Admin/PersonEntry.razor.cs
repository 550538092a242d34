using Microsoft.AspNetCore.Components;
using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;

namespace SimpleCrm.Blazor.Admin;

/// <summary>One person in the table, with what an admin can do about them.</summary>
public sealed partial class PersonEntry
{
    [Inject] public required People People { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required IDialogService Dialogs { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Parameter, EditorRequired] public PersonRow Person { get; set; } = null!;
    [Parameter] public IReadOnlyList<TeamRow> Teams { get; set; } = [];
    [Parameter] public bool IsSelf { get; set; }
    [Parameter] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;
    [Parameter] public EventCallback Changed { get; set; }

    private string MenuId => $"person-{Person.Id}";

    private Task ChangeRoleAsync(ChangeEventArgs change)
    {
        var role = Enum.Parse<Role>((string)change.Value!);
        var before = Person.Role;
        return ApplyAsync(
            viewer => People.ChangeRoleAsync(viewer, Person.Id, role, CancellationToken.None), $"{Person.Name} is now {Article(role)}.",
            viewer => People.ChangeRoleAsync(viewer, Person.Id, before, CancellationToken.None));
    }

    private Task ChangeTeamAsync(ChangeEventArgs change)
    {
        long? teamId = long.TryParse((string?)change.Value, out var id) ? id : null;
        return ApplyAsync(viewer => People.SetTeamAsync(viewer, Person.Id, teamId, CancellationToken.None), null, null);
    }

    private async Task DisableAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            $"Disable {Person.Name}?", "They are signed out within a minute and cannot sign in. Their mailboxes, emails and notes stay.", "Disable", cancelText: "Cancel");
        if (sure == true)
            await SetDisabledAsync(true);
    }

    private Task SetDisabledAsync(bool disabled) => ApplyAsync(
        viewer => People.SetDisabledAsync(viewer, Person.Id, disabled, CancellationToken.None), disabled ? $"{Person.Name} is disabled." : $"{Person.Name} can sign in again.",
        disabled ? viewer => People.SetDisabledAsync(viewer, Person.Id, false, CancellationToken.None) : null);

    private async Task ResetTwoFactorAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            $"Turn two-factor sign-in off for {Person.Name}?", "Do this only when you know it is them who asked. They are signed out and can sign in with their password alone.", "Turn off", cancelText: "Cancel");
        if (sure == true)
            await ApplyAsync(viewer => People.ResetTwoFactorAsync(viewer, Person.Id, CancellationToken.None), $"{Person.Name} can sign in with their password alone.", null);
    }

    private Task OfferPasswordLinkAsync() => Dialogs.ShowAsync<PasswordLinkDialog>(
        $"New password for {Person.Name}", new DialogParameters<PasswordLinkDialog> { { d => d.UserId, Person.Id }, { d => d.Name, Person.Name } });

    private async Task ApplyAsync(Func<Viewer, Task<PersonChange>> change, string? done, Func<Viewer, Task<PersonChange>>? undo)
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        var outcome = await change(viewer);
        await Changed.InvokeAsync();
        if (outcome != PersonChange.Done)
            await Notices.FailAsync(Refusal(outcome));
        else if (done is not null)
            await Notices.SayAsync(done, undo is null ? null : "Undo", undo is null ? null : () => ApplyAsync(undo, null, null));
    }

    private static string Refusal(PersonChange outcome) => outcome switch
    {
        PersonChange.NotOnYourself => "Another admin has to do this to your account.",
        PersonChange.LastAdmin => "There must be at least one admin.",
        _ => "This person could not be changed. Load the page again.",
    };

    private static string Article(Role role) => role == Role.Admin ? "an admin" : $"a {RoleName.Of(role).ToLowerInvariant()}";
}
