using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Admin;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Blazor.Tests.Access;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Admin;

public sealed class PeoplePageTests
{
    [Fact]
    public async Task An_admin_changes_a_role_and_can_undo_it()
    {
        await using var product = new Product();
        var admin = await product.AdminAsync();
        var maya = await product.AddAsync("maya", Role.Rep);
        await using var context = await OpenPage.OfAsync(product, admin);
        var page = context.Render<PeoplePage>();

        await page.WaitForElement("[aria-label='Role of maya']").ChangeAsync(new() { Value = "Manager" });

        Assert.Equal(Role.Manager, await RoleOfAsync(product, admin, maya));
        var notice = Assert.Single(context.Services.GetRequiredService<Notices>().Shown);
        Assert.Equal("maya is now a manager.", notice.Text);
        await page.InvokeAsync(notice.Act!);
        Assert.Equal(Role.Rep, await RoleOfAsync(product, admin, maya));
    }

    [Fact]
    public async Task Admins_find_no_way_to_change_themselves()
    {
        await using var product = new Product();
        await using var context = await OpenPage.OfAsync(product, await product.AdminAsync());
        var page = context.Render<PeoplePage>();

        Assert.True(page.WaitForElement("[aria-label='Role of ada']").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[aria-label='More for ada']"));
    }

    [Fact]
    public async Task An_invitation_shows_its_link_once_and_can_be_taken_back()
    {
        await using var product = new Product();
        await using var context = await OpenPage.OfAsync(product, await product.AdminAsync());
        var page = context.Render<PeoplePage>();
        await page.WaitForElement("#invite-email").ChangeAsync(new() { Value = "jonas@northwind.test" });

        await page.Find("form.invite").SubmitAsync();

        var link = page.WaitForElement("[aria-label='Invitation link']").GetAttribute("value")!;
        var token = link[(link.LastIndexOf('/') + 1)..];
        var invitations = product.Services.GetRequiredService<Invitations>();
        Assert.NotNull(await invitations.FindAsync(token, default));
        await page.WaitForElement("[aria-label='Take back the invitation of jonas@northwind.test']").ClickAsync(new());
        Assert.Null(await invitations.FindAsync(token, default));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-label^='Take back']")));
    }

    [Fact]
    public async Task An_address_that_has_an_account_is_refused_at_its_field()
    {
        await using var product = new Product();
        await using var context = await OpenPage.OfAsync(product, await product.AdminAsync());
        var page = context.Render<PeoplePage>();
        await page.WaitForElement("#invite-email").ChangeAsync(new() { Value = Product.AdminEmail });

        await page.Find("form.invite").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("already has an account", page.Find("#invite-email-note").TextContent, StringComparison.Ordinal));
    }

    private static async Task<Role> RoleOfAsync(Product product, Viewer admin, Viewer person) =>
        (await product.Services.GetRequiredService<People>().ListAsync(admin, default)).Single(p => p.Id == person.UserId).Role;
}
