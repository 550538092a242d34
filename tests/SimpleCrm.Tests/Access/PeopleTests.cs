using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class PeopleTests
{
    [Fact]
    public async Task Admins_do_not_take_their_own_rights_away()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        await workspace.AddAsync("bo", Role.Admin);

        Assert.Equal(PersonChange.NotOnYourself, await workspace.Get<People>().ChangeRoleAsync(ada, ada.UserId, Role.Rep, default));
        Assert.Equal(PersonChange.NotOnYourself, await workspace.Get<People>().SetDisabledAsync(ada, ada.UserId, true, default));
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one_admin()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var bo = await workspace.AddAsync("bo", Role.Admin);
        var people = workspace.Get<People>();

        var outcomes = await Task.WhenAll(
            Task.Run(() => people.ChangeRoleAsync(ada, bo.UserId, Role.Rep, default)),
            Task.Run(() => people.ChangeRoleAsync(bo, ada.UserId, Role.Rep, default)));

        Assert.Equal([PersonChange.Done, PersonChange.NotFound], outcomes.Order());
        Assert.Single([await workspace.ReadAsync(ada.UserId), await workspace.ReadAsync(bo.UserId)], u => u.Role == Role.Admin);
    }

    [Theory]
    [InlineData(Role.Rep)]
    [InlineData(Role.Manager)]
    public async Task Only_admins_see_and_change_people(Role role)
    {
        await using var workspace = await Workspace.CreateAsync();
        var other = await workspace.AddAsync("ada", Role.Admin);
        var viewer = await workspace.AddAsync("maya", role);
        var people = workspace.Get<People>();

        Assert.Empty(await people.ListAsync(viewer, default));
        Assert.Equal(PersonChange.NotFound, await people.SetDisabledAsync(viewer, other.UserId, true, default));
        Assert.Equal(PersonChange.NotFound, await people.ResetTwoFactorAsync(viewer, other.UserId, default));
        Assert.Null(await workspace.Get<PasswordReset>().CreateTokenAsync(viewer, other.UserId));
        Assert.NotNull(await workspace.Get<Teams>().SaveAsync(viewer, null, "North", null, default));
        Assert.NotNull((await workspace.Get<Invitations>().CreateAsync(viewer, "new@northwind.test", Role.Admin, null, default)).Refusal);
        Assert.False((await workspace.ReadAsync(other.UserId)).IsDisabled);
    }

    [Fact]
    public async Task A_viewer_made_before_the_demotion_no_longer_changes_people()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var bo = await workspace.AddAsync("bo", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Rep);
        await workspace.Get<People>().ChangeRoleAsync(ada, bo.UserId, Role.Rep, default);

        Assert.Equal(PersonChange.NotFound, await workspace.Get<People>().SetDisabledAsync(bo, maya.UserId, true, default));
    }

    [Fact]
    public async Task A_manager_who_becomes_a_rep_no_longer_manages_a_team()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Manager);
        var teams = workspace.Get<Teams>();
        Assert.Null(await teams.SaveAsync(ada, null, "North", maya.UserId, default));
        Assert.Equal("maya", Assert.Single(await teams.ListAsync(ada, default)).ManagerName);

        await workspace.Get<People>().ChangeRoleAsync(ada, maya.UserId, Role.Rep, default);

        Assert.Null(Assert.Single(await teams.ListAsync(ada, default)).ManagerId);
    }

    [Fact]
    public async Task A_rep_is_not_made_the_manager_of_a_team_and_names_are_not_used_twice()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var rep = await workspace.AddAsync("maya", Role.Rep);
        var teams = workspace.Get<Teams>();

        Assert.NotNull(await teams.SaveAsync(ada, null, "North", rep.UserId, default));
        Assert.Null(await teams.SaveAsync(ada, null, "North", null, default));
        Assert.NotNull(await teams.SaveAsync(ada, null, " North ", null, default));
    }

    [Fact]
    public async Task People_of_a_deleted_team_stay_without_a_team()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var teams = workspace.Get<Teams>();
        await teams.SaveAsync(ada, null, "North", null, default);
        var team = Assert.Single(await teams.ListAsync(ada, default));
        await workspace.Get<People>().SetTeamAsync(ada, ada.UserId, team.Id, default);
        Assert.Equal("North", Assert.Single(await workspace.Get<People>().ListAsync(ada, default)).TeamName);

        Assert.True(await teams.DeleteAsync(ada, team.Id, default));

        Assert.Null(Assert.Single(await workspace.Get<People>().ListAsync(ada, default)).TeamId);
    }
}
