using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public class SignInTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task First_admin_signs_in_and_out()
    {
        await using var context = await World.OpenContextAsync();
        var page = await context.NewPageAsync();
        await World.SignInAsync(page, World.Product.Options.AdminEmail, World.Product.Options.AdminPassword);
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();

        await page.Locator("button.me").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.GotoAsync("/settings");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task Wrong_password_is_said()
    {
        await using var context = await World.OpenContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync(World.Product.Options.AdminEmail);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not match");
        await Expect(page.GetByLabel("Email")).ToHaveValueAsync(World.Product.Options.AdminEmail);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_comes_back_to_the_page_asked_for()
    {
        await using var context = await World.OpenContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/settings/security");
        await page.GetByLabel("Email").FillAsync(World.Product.Options.AdminEmail);
        await page.GetByLabel("Password").FillAsync(World.Product.Options.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Security", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Address_typed_wrong_shows_a_page_of_the_product()
    {
        await using var context = await World.OpenContextAsync();
        var page = await context.NewPageAsync();
        await World.SignInAsync(page, World.Product.Options.AdminEmail, World.Product.Options.AdminPassword);
        var answer = await page.GotoAsync("/inbx");
        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        Assert.Equal(404, (await page.APIRequest.GetAsync("/api/email/nothing")).Status);
    }

    [Fact]
    public async Task Invited_person_joins_by_link_and_is_shown_how_to_begin()
    {
        var person = await JoinAsync("Ben Okafor");
        await Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "Connect a mailbox" }).Or(person.Page.GetByRole(AriaRole.Button, new() { Name = "Connect" })).First).ToBeVisibleAsync();
        await World.People.GotoAsync("/admin");
        await Expect(World.People.GetByRole(AriaRole.Row).Filter(new() { HasText = person.Email })).ToContainTextAsync("Ben Okafor");
    }
}
