using System.Runtime.CompilerServices;

namespace SimpleCrm.Tests.Mail;

/// <summary>Mail that nobody here wrote, kept beside the repository. Tests that need it skip where it is absent.</summary>
public static class MailCorpus
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../../../../shared/corpus"));

    public static string Folder(string name)
    {
        var folder = Path.Combine(Root, name);
        Xunit.Assert.SkipUnless(Directory.Exists(folder), $"The mail corpus ({name}) is not on this machine.");
        return folder;
    }

    public static IEnumerable<string> Messages(string name) =>
        Directory.EnumerateFiles(Folder(name), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".eml" or ".msg")
            .Order(StringComparer.Ordinal);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
