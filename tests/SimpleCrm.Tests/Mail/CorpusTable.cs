using Xunit;

namespace SimpleCrm.Tests.Mail;

/// <summary>What falls short of a corpus, printed as "file | result | reason". Fails on a shortfall that is not in <see cref="KnownShortfalls"/>.</summary>
public sealed class CorpusTable(string folder)
{
    private readonly List<(string File, string Result)> _short = [];
    private int _run;

    public void Check(string file, Func<string?> shortfall)
    {
        _run++;
        try
        {
            if (shortfall() is { } result)
                _short.Add((file, result));
        }
        catch (Exception thrown)
        {
            _short.Add((file, $"THROWS {thrown.GetType().Name}: {thrown.Message} {thrown.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("SimpleCrm", StringComparison.Ordinal))?.Trim()}"));
        }
    }

    public void Finish()
    {
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{folder}: {_run - _short.Count} of {_run} as expected");
        output.WriteLine("file | result | reason");
        foreach (var (file, result) in _short)
            output.WriteLine($"{file} | {One(result)} | {KnownShortfalls.Reason(folder, file) ?? "UNEXPECTED"}");
        var unexpected = _short.Where(s => s.Result.StartsWith("THROWS", StringComparison.Ordinal) || KnownShortfalls.Reason(folder, s.File) is null).ToList();
        Assert.True(unexpected.Count == 0, string.Join('\n', unexpected.Select(s => $"{s.File} | {One(s.Result)}")));
        Assert.True(_run > 0);
    }

    public static string Squeezed(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string One(string text) => text.Length > 400 ? text[..400].ReplaceLineEndings("⏎") : text.ReplaceLineEndings("⏎");
}
