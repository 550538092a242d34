using System.Text.RegularExpressions;

namespace SimpleCrm.Blazor.App;

/// <summary>The design tokens, read from the style sheet that defines them, so that no colour is written twice.</summary>
internal sealed partial class Tokens
{
    private readonly Dictionary<string, string> _light;
    private readonly Dictionary<string, string> _dark;

    public Tokens()
    {
        using var stream = typeof(Tokens).Assembly.GetManifestResourceStream("tokens.css")!;
        var css = new StreamReader(stream).ReadToEnd();
        var darkAt = css.IndexOf("[data-theme=dark]", StringComparison.Ordinal);
        _light = Read(css[..darkAt]);
        _dark = new(_light);
        foreach (var (name, value) in Read(css[darkAt..]))
            _dark[name] = value;
    }

    public string Light(string name) => _light[name];

    public string Dark(string name) => _dark[name];

    private static Dictionary<string, string> Read(string css) =>
        Declaration().Matches(css).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim());

    [GeneratedRegex("--([a-z0-9-]+):\\s*([^;]+);")]
    private static partial Regex Declaration();
}
