namespace SimpleCrm.TestServers;

/// <summary>Where the clone is, found from the running assembly upwards.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SimpleCrm.Blazor.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No SimpleCrm.Blazor.sln above {AppContext.BaseDirectory}.");
    }
}
