using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SimpleCrm.EndToEnd;

public sealed partial class CustomFieldTests(World world) : EndToEndTest(world)
{
    [Fact]
    public async Task A_field_that_an_admin_adds_is_filled_listed_and_filtered_by_and_a_tag_is_coloured()
    {
        var office = World.People;
        await office.GotoAsync("/admin/fields");
        await office.GetByRole(AriaRole.Button, new() { Name = "New field of companies" }).ClickAsync();
        await office.GetByLabel("Name", new() { Exact = true }).FillAsync("Pump stations");
        await office.GetByLabel("Type").SelectOptionAsync("Number");
        await office.GetByLabel("A column of the list").CheckAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Add the field" }).ClickAsync();
        await Expect(office.GetByRole(AriaRole.Region, new() { Name = "Fields of companies" })).ToContainTextAsync("Pump stations");

        var odile = await JoinAsync("Odile Fabre");
        var page = odile.Page;
        foreach (var (name, stations) in (ValueTuple<string, string>[])[("Halvard Optics", "12"), ("Ingrid Waterworks", "40")])
        {
            await page.GotoAsync("/companies?new=1");
            await page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(CompanyUrl());
            await page.GetByLabel("Pump stations").FillAsync("many");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "number" })).ToBeVisibleAsync();
            await page.GetByLabel("Pump stations").FillAsync(stations);
            await page.Keyboard.PressAsync("Enter");
            await page.GetByLabel("Add a tag").FillAsync("waterside");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".chip.tag")).ToContainTextAsync("waterside");
            await Expect(page.GetByLabel("Pump stations")).ToHaveValueAsync(stations);
        }

        await page.GotoAsync("/companies?owner=me");
        await Expect(Rows()).ToHaveCountAsync(2);
        await Expect(Rows().Filter(new() { HasText = "Ingrid Waterworks" }).Locator(".custom")).ToHaveTextAsync("40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter by fields" }).ClickAsync();
        await page.GetByLabel("Pump stations, from").FillAsync("10");
        await page.GetByLabel("Pump stations, to").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await Expect(Rows()).ToHaveCountAsync(1);
        await Expect(Rows()).ToContainTextAsync("Halvard Optics");
        await page.GetByRole(AriaRole.Button, new() { Name = "No longer only by Pump stations" }).ClickAsync();
        await Expect(Rows()).ToHaveCountAsync(2);

        await office.GotoAsync("/admin/tags");
        await office.GetByRole(AriaRole.Button, new() { Name = "Edit waterside" }).ClickAsync();
        await office.GetByLabel("Name", new() { Exact = true }).FillAsync("coast");
        await office.GetByRole(AriaRole.Radio, new() { Name = "Teal" }).CheckAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(office.Locator(".rowlist")).ToContainTextAsync("2 records");
        await page.GotoAsync("/companies?tag=coast");
        await Expect(Rows()).ToHaveCountAsync(2);
        await Expect(Rows().First.Locator(".chip.t-teal")).ToHaveTextAsync("coast");

        ILocator Rows() => page.Locator(".row[data-id]");
    }

    [GeneratedRegex(@"/companies/\d+$")]
    private static partial Regex CompanyUrl();
}
