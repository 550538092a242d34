namespace SimpleCrm.TestServers;

/// <summary>The corpus of real mail that lies beside the clone, not in it. Tests skip when it is absent.</summary>
public static class Corpus
{
    /// <summary>The corpus folder, or null when this machine has none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>A folder of the corpus such as <c>mime/mail-gem</c>, or null when it is absent.</summary>
    public static string? Folder(string name)
    {
        if (Path is null) return null;
        var folder = System.IO.Path.Combine(Path, name);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>All files below a folder of the corpus in ordinal order; empty when it is absent.</summary>
    public static IReadOnlyList<string> Files(string name, string pattern = "*")
    {
        if (Folder(name) is not { } folder) return [];
        var files = Directory.GetFiles(folder, pattern, SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string? Find()
    {
        var folder = System.IO.Path.GetFullPath(RepositoryRoot.Combine("..", "shared", "corpus"));
        return Directory.Exists(folder) ? folder : null;
    }
}
