using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class PasswordSignInTests
{
    private const string Maya = "maya@northwind.test";

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too()
    {
        await using var workspace = await Workspace.CreateAsync();
        await workspace.AddAsync("maya", Role.Rep);
        for (var i = 0; i < 5; i++)
            Assert.Equal(SignInOutcome.Refused, await TryAsync(workspace, Maya, "wrong password"));

        Assert.Equal(SignInOutcome.Refused, await TryAsync(workspace, Maya, Workspace.Password));
    }

    [Fact]
    public async Task Guesses_sent_at_the_same_moment_are_counted_one_by_one()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Rep);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAsync(workspace, Maya, "wrong password"))));

        Assert.NotNull((await workspace.ReadAsync(maya.UserId)).LockoutEnd);
    }

    [Fact]
    public async Task A_right_password_forgives_the_wrong_ones_before()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Rep);
        for (var i = 0; i < 4; i++)
            await TryAsync(workspace, Maya, "wrong password");

        Assert.Equal(SignInOutcome.Done, await TryAsync(workspace, " MAYA@northwind.test ", Workspace.Password));

        var user = await workspace.ReadAsync(maya.UserId);
        Assert.Equal(0, user.AccessFailedCount);
        Assert.Equal(workspace.Time.GetUtcNow().UtcDateTime, user.LastSeenAt);
    }

    [Fact]
    public async Task Disabled_and_unknown_people_are_refused_alike()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Rep);
        await workspace.Get<People>().SetDisabledAsync(ada, maya.UserId, true, default);

        Assert.Equal(SignInOutcome.Refused, await TryAsync(workspace, Maya, Workspace.Password));
        Assert.Equal(SignInOutcome.Refused, await TryAsync(workspace, "nobody@northwind.test", Workspace.Password));
    }

    [Fact]
    public async Task A_second_factor_asks_for_a_code_and_a_recovery_code_works_once()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Rep);
        var codes = await TurnTwoFactorOnAsync(workspace, maya.UserId);

        Assert.Equal(SignInOutcome.CodeNeeded, await TryAsync(workspace, Maya, Workspace.Password));
        Assert.Equal(SignInOutcome.WrongCode, await TryAsync(workspace, Maya, Workspace.Password, "000000"));
        Assert.Equal(SignInOutcome.Done, await TryAsync(workspace, Maya, Workspace.Password, codes[0]));
        Assert.Equal(SignInOutcome.WrongCode, await TryAsync(workspace, Maya, Workspace.Password, codes[0]));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_like_wrong_passwords()
    {
        await using var workspace = await Workspace.CreateAsync();
        var maya = await workspace.AddAsync("maya", Role.Rep);
        await TurnTwoFactorOnAsync(workspace, maya.UserId);
        for (var i = 0; i < 5; i++)
            Assert.Equal(SignInOutcome.WrongCode, await TryAsync(workspace, Maya, Workspace.Password, "000000"));

        Assert.Equal(SignInOutcome.Refused, await TryAsync(workspace, Maya, Workspace.Password, "000000"));
    }

    [Fact]
    public async Task A_password_link_works_once_and_ends_the_lock()
    {
        await using var workspace = await Workspace.CreateAsync();
        var ada = await workspace.AddAsync("ada", Role.Admin);
        var maya = await workspace.AddAsync("maya", Role.Rep);
        for (var i = 0; i < 5; i++)
            await TryAsync(workspace, Maya, "wrong password");
        var reset = workspace.Get<PasswordReset>();
        var token = await reset.CreateTokenAsync(ada, maya.UserId);

        Assert.False((await reset.RedeemAsync(maya.UserId, token!, "short")).Succeeded);
        Assert.True((await reset.RedeemAsync(maya.UserId, token!, "purple monkey dishwasher")).Succeeded);
        Assert.False((await reset.RedeemAsync(maya.UserId, token!, "another long password")).Succeeded);
        Assert.Equal(SignInOutcome.Done, await TryAsync(workspace, Maya, "purple monkey dishwasher"));
    }

    private static async Task<SignInOutcome> TryAsync(Workspace workspace, string email, string password, string? code = null)
    {
        await using var scope = workspace.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PasswordSignIn>().ForTokenAsync(email, password, code)).Outcome;
    }

    private static async Task<string[]> TurnTwoFactorOnAsync(Workspace workspace, long userId)
    {
        await using var scope = workspace.Scope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync(userId.ToString()))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 3))!];
    }
}
