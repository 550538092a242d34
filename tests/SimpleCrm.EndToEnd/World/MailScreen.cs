using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SimpleCrm.EndToEnd;

/// <summary>The mail page as a person sees it.</summary>
public sealed partial class MailScreen(IPage page)
{
    public ILocator Rows => page.Locator(".list .row[data-id]:not([data-leaving])");

    public ILocator Reader => page.Locator("section.read");

    public ILocator Composer => page.Locator("section.composer");

    public ILocator Notice => page.Locator(".snacks .snack");

    public ILocator SearchField => page.Locator("input[data-search]");

    /// <summary>The row of the list with this text in it.</summary>
    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    /// <summary>The row with the cursor of the keyboard.</summary>
    public ILocator CursorRow => page.Locator(".list .row[data-cursor]");

    /// <summary>An email shown in full in the reader, from the oldest, 0.</summary>
    public ILocator Email(int index) => Reader.Locator("section.mail").Nth(index);

    /// <summary>What the email says, within its sandboxed frame.</summary>
    public ILocator Body(int index = 0) => Email(index).FrameLocator("iframe").Locator("body");

    /// <summary>Opens the thread and waits until it is shown.</summary>
    public async Task OpenAsync(string subject)
    {
        await Row(subject).Locator("a[data-row]").ClickAsync();
        await ExpectOpenAsync(subject);
    }

    public Task ExpectOpenAsync(string subject) => Assertions.Expect(Reader.Locator("h1")).ToHaveTextAsync(subject);

    public Task ExpectUnreadAsync(string subject, bool unread) =>
        unread ? Assertions.Expect(Row(subject)).ToHaveClassAsync(UnreadClass()) : Assertions.Expect(Row(subject)).Not.ToHaveClassAsync(UnreadClass());

    /// <summary>The id of the open thread, from the address.</summary>
    public string OpenThreadId => ThreadInAddress().Match(page.Url).Groups[1].Value;

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public async Task SearchAsync(string query)
    {
        await SearchField.FillAsync(query);
        await SearchField.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/search\?q="));
        await Assertions.Expect(page.Locator(".list .tabs h1")).Not.ToHaveTextAsync("Searching…");
    }

    [GeneratedRegex(@"\bun\b")]
    private static partial Regex UnreadClass();

    [GeneratedRegex(@"/t/(\d+)")]
    private static partial Regex ThreadInAddress();
}
