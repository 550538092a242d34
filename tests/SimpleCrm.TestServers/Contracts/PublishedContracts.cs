namespace SimpleCrm.TestServers.Contracts;

/// <summary>Providers' published API descriptions, which lie beside the clone, not in it. Checks against them are left out when they are absent.</summary>
public static class PublishedContracts
{
    /// <summary>A file such as <c>gmail-v1.discovery.json</c>, or null when this machine has none.</summary>
    public static string? File(string name)
    {
        for (var folder = new DirectoryInfo(RepositoryRoot.Path).Parent; folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "contracts", name) is var path && System.IO.File.Exists(path))
                return path;
        return null;
    }
}
