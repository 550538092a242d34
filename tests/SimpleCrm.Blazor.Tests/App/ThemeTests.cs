using SimpleCrm.Blazor.App;
using SimpleCrm.Mailboxes;
using Xunit;

namespace SimpleCrm.Blazor.Tests.App;

public sealed class ThemeTests
{
    [Fact]
    public void The_palettes_are_the_tokens()
    {
        Assert.Equal("#0b6b4fff", Theme.Product.PaletteLight.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.HexA));
        Assert.Equal("#4cc38aff", Theme.Product.PaletteDark.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.HexA));
        Assert.Equal("none", Theme.Product.Typography.Button.TextTransform);
        Assert.All(Theme.Product.Shadows.Elevation, shadow => Assert.Equal("none", shadow));
    }

    [Theory]
    [InlineData("ink", "paper")]
    [InlineData("ink-2", "paper")]
    [InlineData("ink-3", "panel")]
    [InlineData("ink-3", "sunken")]
    [InlineData("accent", "panel")]
    [InlineData("accent", "accent-soft")]
    [InlineData("accent-ink", "accent")]
    [InlineData("warn", "warn-soft")]
    [InlineData("bad", "bad-soft")]
    [InlineData("info", "info-soft")]
    public void Text_stands_out_from_its_ground_in_both_themes(string text, string ground)
    {
        var tokens = new Tokens();
        Assert.True(Contrast(tokens.Light(text), tokens.Light(ground)) >= 4.5, $"light: {Contrast(tokens.Light(text), tokens.Light(ground)):0.00}");
        Assert.True(Contrast(tokens.Dark(text), tokens.Dark(ground)) >= 4.5, $"dark: {Contrast(tokens.Dark(text), tokens.Dark(ground)):0.00}");
    }

    [Fact]
    public void Progress_is_told_in_numbers() => Assert.Equal(
        ("warn", "4,180 of 20,000 · 350/s"),
        SyncFoot.Describe(new MailboxStatus
        {
            MailboxId = 1,
            Address = "a@b.example",
            DisplayName = "",
            Provider = MailProvider.Imap,
            State = MailboxState.Backfilling,
            ProgressDone = 4180,
            ProgressTotal = 20000,
            ProgressRate = 350.4,
        }));

    // WCAG 2.2, relative luminance.
    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(hex.Substring(at, 2), 16) / 255d;
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
