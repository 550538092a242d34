using MudBlazor;

namespace SimpleCrm.Blazor.App;

/// <summary>
/// The tokens as a MudBlazor theme: letters, corners and colours. On the page the colours follow <c>data-theme</c> through the style sheet
/// (wwwroot-assets/src/styles/mud.css); the palettes here are for what MudBlazor computes itself.
/// </summary>
internal static class Theme
{
    public static MudTheme Product { get; } = Create(new Tokens());

    private static MudTheme Create(Tokens tokens) => new()
    {
        PaletteLight = Fill(new PaletteLight(), tokens.Light),
        PaletteDark = Fill(new PaletteDark(), tokens.Dark),
        LayoutProperties = new() { DefaultBorderRadius = tokens.Light("r-m"), DrawerWidthLeft = "216px", AppbarHeight = "46px" },
        Shadows = new() { Elevation = [.. Enumerable.Repeat("none", 26)] },
        Typography = Letters(tokens),
    };

    private static T Fill<T>(T palette, Func<string, string> token) where T : Palette
    {
        palette.Primary = token("accent");
        palette.PrimaryContrastText = token("accent-ink");
        palette.Secondary = token("ink-2");
        palette.Tertiary = token("info");
        palette.Info = token("info");
        palette.Success = token("accent");
        palette.Warning = token("warn");
        palette.Error = token("bad");
        palette.Dark = token("ink");
        palette.TextPrimary = token("ink");
        palette.TextSecondary = token("ink-2");
        palette.TextDisabled = token("ink-3");
        palette.ActionDefault = token("ink-2");
        palette.Background = token("paper");
        palette.BackgroundGray = token("sunken");
        palette.Surface = token("panel");
        palette.DrawerBackground = token("paper");
        palette.DrawerText = token("ink-2");
        palette.AppbarBackground = token("paper");
        palette.AppbarText = token("ink");
        palette.LinesDefault = token("hair");
        palette.LinesInputs = token("hair-strong");
        palette.TableLines = token("hair");
        palette.Divider = token("hair");
        palette.RippleOpacity = 0;
        palette.RippleOpacitySecondary = 0;
        return palette;
    }

    private static Typography Letters(Tokens tokens)
    {
        string[] family = ["Inter Variable", "Inter", "system-ui", "sans-serif"];
        T Style<T>(T style, string size, string weight, string height) where T : BaseTypography
        {
            style.FontFamily = family;
            style.FontSize = tokens.Light(size);
            style.FontWeight = weight;
            style.LineHeight = height;
            style.LetterSpacing = "0";
            style.TextTransform = "none";
            return style;
        }
        return new()
        {
            Default = Style(new DefaultTypography(), "t-m", "400", "1.45"),
            H1 = Style(new H1Typography(), "t-xl", "650", "1.25"),
            H2 = Style(new H2Typography(), "t-xl", "650", "1.25"),
            H3 = Style(new H3Typography(), "t-xl", "650", "1.25"),
            H4 = Style(new H4Typography(), "t-xl", "650", "1.25"),
            H5 = Style(new H5Typography(), "t-l", "600", "1.35"),
            H6 = Style(new H6Typography(), "t-l", "600", "1.35"),
            Subtitle1 = Style(new Subtitle1Typography(), "t-m", "600", "1.45"),
            Subtitle2 = Style(new Subtitle2Typography(), "t-s", "600", "1.45"),
            Body1 = Style(new Body1Typography(), "t-m", "400", "1.45"),
            Body2 = Style(new Body2Typography(), "t-s", "400", "1.45"),
            Button = Style(new ButtonTypography(), "t-m", "550", "1.4"),
            Caption = Style(new CaptionTypography(), "t-xs", "400", "1.4"),
            Overline = Style(new OverlineTypography(), "t-xs", "600", "1.4"),
        };
    }
}
