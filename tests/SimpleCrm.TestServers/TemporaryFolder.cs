namespace SimpleCrm.TestServers;

/// <summary>A folder of its own below the system's temporary one, deleted with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Traversable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <param name="name">Kept short: Unix socket paths below the folder may not pass 107 characters.</param>
    public TemporaryFolder(string name)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"scrm-{name}-{Guid.NewGuid():N}"[..(name.Length + 14)]);
        Directory.CreateDirectory(Path);
        File.SetUnixFileMode(Path, Traversable);
    }

    public string Path { get; }

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Creates a folder inside with exactly this mode, whatever the umask says.</summary>
    public string CreateFolder(string name, UnixFileMode mode = Traversable)
    {
        var folder = Combine(name);
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, mode);
        return folder;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
