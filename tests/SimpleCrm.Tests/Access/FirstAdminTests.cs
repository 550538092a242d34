using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using Xunit;

namespace SimpleCrm.Tests.Access;

public sealed class FirstAdminTests
{
    [Fact]
    public async Task Of_several_who_set_the_workspace_up_at_once_one_becomes_admin()
    {
        await using var workspace = await Workspace.CreateAsync();
        var first = workspace.Get<FirstAdmin>();
        Assert.True(await first.IsNeededAsync(default));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Task.Run(() => first.CreateAsync($"Ada {i}", $"ada{i}@northwind.test", Workspace.Password, null, default))));

        Assert.Single(results, r => r?.Succeeded == true);
        Assert.False(await first.IsNeededAsync(default));
        Assert.Null(await first.CreateAsync("Eve", "eve@northwind.test", Workspace.Password, null, default));
    }

    [Fact]
    public async Task The_configured_admin_of_an_empty_database_is_created()
    {
        await using var workspace = await Workspace.CreateAsync(new() { ["Setup:AdminEmail"] = "ada@northwind.test", ["Setup:AdminPassword"] = Workspace.Password });

        Assert.False(await workspace.Get<FirstAdmin>().IsNeededAsync(default));
    }

    [Theory]
    [InlineData("Setup:AdminEmail", "no address", "Setup:AdminEmail")]
    [InlineData("Setup:AdminPassword", "short", "Setup:AdminPassword")]
    [InlineData("Setup:AdminPassword", null, "Setup:AdminPassword")]
    [InlineData("Setup:AdminPassword", "password1234", "Setup")]
    public async Task A_wrong_setting_is_named(string key, string? value, string named)
    {
        var settings = new Dictionary<string, string?> { ["Setup:AdminEmail"] = "ada@northwind.test", ["Setup:AdminPassword"] = Workspace.Password, [key] = value };

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => Workspace.CreateAsync(settings));

        Assert.Contains(refusal.Failures, f => f.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("password1234", true)]
    [InlineData("Password2026!", true)]
    [InlineData("aaaaaaaaaaaa", true)]
    [InlineData("123456789012", true)]
    [InlineData("qwertyuiop12", true)]
    [InlineData("welcomewelcome1", true)]
    [InlineData("maya.lind2026", true)]
    [InlineData("correct horse battery", false)]
    [InlineData("purple monkey dishwasher", false)]
    [InlineData("x7#kQ92!mPvL", false)]
    public void Passwords_that_are_guessed_first_are_weak(string password, bool isWeak) =>
        Assert.Equal(isWeak, PasswordWeakness.IsWeak(password, "maya.lind@northwind.test"));
}
