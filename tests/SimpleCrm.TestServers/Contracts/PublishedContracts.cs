namespace SimpleCrm.TestServers.Contracts;

/// <summary>Providers' published API descriptions, which lie beside the clone, not in it. Checks against them are left out when they are absent.</summary>
public static class PublishedContracts
{
    /// <summary>A file such as <c>gmail-v1.discovery.json</c>, or null when this machine has none.</summary>
    public static string? File(string name)
    {
        var path = Path.GetFullPath(RepositoryRoot.Combine("..", "shared", "contracts", name));
        return System.IO.File.Exists(path) ? path : null;
    }
}
