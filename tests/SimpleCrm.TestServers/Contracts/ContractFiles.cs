namespace SimpleCrm.TestServers.Contracts;

/// <summary>Published API descriptions that lie beside the clone, not in it. Checks are left out where they are absent.</summary>
public static class ContractFiles
{
    /// <summary>A description's path, or null when this machine has none.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(RepositoryRoot.Path).Parent; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "contracts", name);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
