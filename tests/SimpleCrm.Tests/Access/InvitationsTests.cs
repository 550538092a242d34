using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class InvitationsTests
{
    private const string Email = "jonas@northwind.test";

    [Fact]
    public async Task An_invited_person_joins_with_the_role_and_team_they_were_invited_to()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        await workspace.Get<Teams>().SaveAsync(ada, null, "North", null, default);
        var team = Assert.Single(await workspace.Get<Teams>().ListAsync(ada, default));
        var token = await InviteAsync(workspace, ada, Role.Manager, team.Id);

        Assert.Equal(new OpenInvitation(Email, Role.Manager), await workspace.Get<Invitations>().FindAsync(token, default));
        Assert.True((await workspace.Get<Invitations>().AcceptAsync(token, "Jonas", Workspace.Password, null, default))?.Succeeded);

        var jonas = Assert.Single(await workspace.Get<People>().ListAsync(ada, default), p => p.Email == Email);
        Assert.Equal(("Jonas", Role.Manager, "North"), (jonas.Name, jonas.Role, jonas.TeamName));
        Assert.Empty(await workspace.Get<Invitations>().ListAsync(ada, default));
    }

    [Fact]
    public async Task A_link_lets_one_person_in_however_many_follow_it_at_once()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var token = await InviteAsync(workspace, ada, Role.Rep, null);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Task.Run(() => workspace.Get<Invitations>().AcceptAsync(token, $"Jonas {i}", Workspace.Password, null, default))));

        Assert.Single(results, r => r?.Succeeded == true);
        Assert.Equal(2, (await workspace.Get<People>().ListAsync(ada, default)).Count);
        Assert.Null(await workspace.Get<Invitations>().FindAsync(token, default));
    }

    [Fact]
    public async Task A_link_works_for_seven_days_and_no_longer()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var token = await InviteAsync(workspace, ada, Role.Rep, null);
        var invitations = workspace.Get<Invitations>();

        workspace.Time.Advance(Invitations.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await invitations.FindAsync(token, default));
        workspace.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await invitations.FindAsync(token, default));
        Assert.Null(await invitations.AcceptAsync(token, "Jonas", Workspace.Password, null, default));
        Assert.True(Assert.Single(await invitations.ListAsync(ada, default)).IsExpired);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_or_replaced_does_not_work()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var invitations = workspace.Get<Invitations>();
        var first = await InviteAsync(workspace, ada, Role.Rep, null);
        var second = await InviteAsync(workspace, ada, Role.Rep, null);
        Assert.Null(await invitations.FindAsync(first, default));

        Assert.True(await invitations.RevokeAsync(ada, Assert.Single(await invitations.ListAsync(ada, default)).Id, default));

        Assert.Null(await invitations.FindAsync(second, default));
    }

    [Fact]
    public async Task A_refused_password_leaves_the_link_usable()
    {
        await using var workspace = await Workspace.CreateAsync();
        var token = await InviteAsync(workspace, await workspace.AddAsync("ada", Role.Admin), Role.Rep, null);

        Assert.False((await workspace.Get<Invitations>().AcceptAsync(token, "Jonas", "password1234", null, default))?.Succeeded);

        Assert.NotNull(await workspace.Get<Invitations>().FindAsync(token, default));
    }

    [Fact]
    public async Task The_token_is_not_in_the_database()
    {
        await using var workspace = await Workspace.CreateAsync();
        var token = await InviteAsync(workspace, await workspace.AddAsync("ada", Role.Admin), Role.Rep, null);
        Assert.True(token.Length >= 43, "At least 256 bits in base64url.");

        await using var db = await workspace.Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync();
        var stored = await db.Invitations.SingleAsync();
        Assert.Equal(32, stored.TokenHash.Length);
        Assert.DoesNotContain(token, Convert.ToBase64String(stored.TokenHash), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@northwind.test")]
    [InlineData("ADA@northwind.test")]
    [InlineData("no address")]
    [InlineData("")]
    public async Task A_member_or_a_non_address_is_not_invited(string email)
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);

        var offer = await workspace.Get<Invitations>().CreateAsync(ada, email, Role.Rep, null, default);

        Assert.Null(offer.Token);
        Assert.NotNull(offer.Refusal);
    }

    private static async Task<string> InviteAsync(Workspace workspace, Viewer admin, Role role, long? teamId) =>
        (await workspace.Get<Invitations>().CreateAsync(admin, Email, role, teamId, default)).Token!;
}
