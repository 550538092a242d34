using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class ViewersTests
{
    [Fact]
    public async Task A_signed_in_person_has_their_role_of_now()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Manager);
        var principal = await workspace.SignInAsync(maya.UserId);

        Assert.Equal(maya, await workspace.Get<Viewers>().FindAsync(principal, default));
    }

    [Fact]
    public async Task Nobody_and_somebody_unknown_have_no_viewer()
    {
        await using var workspace = await Workspace.CreateAsync();
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "42")], "test"));

        Assert.Null(await workspace.Get<Viewers>().FindAsync(new ClaimsPrincipal(new ClaimsIdentity()), default));
        Assert.Null(await workspace.Get<Viewers>().FindAsync(stranger, default));
    }

    [Fact]
    public async Task A_person_disabled_by_an_admin_is_gone_at_once()
    {
        await using var workspace = await Workspace.CreateAsync();
        var admin = await workspace.AddAsync("ada", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Rep);
        var principal = await workspace.SignInAsync(maya.UserId);
        Assert.NotNull(await workspace.Get<Viewers>().FindAsync(principal, default));

        Assert.Equal(PersonChange.Done, await workspace.Get<People>().SetDisabledAsync(admin, maya.UserId, true, default));

        Assert.Null(await workspace.Get<Viewers>().FindAsync(principal, default));
    }

    [Fact]
    public async Task A_change_made_elsewhere_is_seen_once_the_answer_is_ten_seconds_old()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Admin);
        var principal = await workspace.SignInAsync(maya.UserId);
        var viewers = workspace.Get<Viewers>();
        Assert.Equal(Role.Admin, (await viewers.FindAsync(principal, default))?.Role);
        await using (var db = await workspace.Get<IDbContextFactory<SimpleCrmDbContext>>().CreateDbContextAsync())
            await db.Users.Where(u => u.Id == maya.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Rep));

        workspace.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(Role.Admin, (await viewers.FindAsync(principal, default))?.Role);
        workspace.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Role.Rep, (await viewers.FindAsync(principal, default))?.Role);
    }

    [Fact]
    public async Task A_cookie_from_before_signing_out_everywhere_is_nobodys()
    {
        await using var workspace = await Workspace.CreateAsync();
        var admin = await workspace.AddAsync("ada", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Rep);
        var before = await workspace.SignInAsync(maya.UserId);

        await workspace.Get<People>().ResetTwoFactorAsync(admin, maya.UserId, default);

        Assert.Null(await workspace.Get<Viewers>().FindAsync(before, default));
        Assert.NotNull(await workspace.Get<Viewers>().FindAsync(await workspace.SignInAsync(maya.UserId), default));
    }
}
