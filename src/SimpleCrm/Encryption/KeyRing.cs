using System.Security.Cryptography;
using System.Text.Json;

namespace SimpleCrm.Encryption;

/// <summary>
/// The versioned 256-bit keys by which data is encrypted at rest, kept in one file that only the product's account can read.
/// New data uses the newest key; older versions stay readable. Losing the file loses the data it encrypted.
/// </summary>
public sealed class KeyRing
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private Dictionary<int, byte[]> _keys;

    private KeyRing(string path, Dictionary<int, byte[]> keys)
    {
        _path = path;
        _keys = keys;
        CurrentVersion = keys.Keys.Max();
    }

    /// <summary>The version with which new data is encrypted.</summary>
    public int CurrentVersion { get; private set; }

    /// <summary>Opens the ring, or makes one with a first key where none is.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static KeyRing Open(string path)
    {
        if (File.Exists(path))
        {
            var stored = JsonSerializer.Deserialize<Dictionary<int, string>>(File.ReadAllText(path));
            var keys = stored?.ToDictionary(k => k.Key, k => Convert.FromBase64String(k.Value));
            if (keys is not { Count: > 0 } || keys.Values.Any(k => k.Length != 32))
                throw new InvalidDataException($"The key file {Path.GetFileName(path)} is damaged; restore it from a backup.");
            return new KeyRing(path, keys);
        }
        var ring = new KeyRing(path, new() { [1] = RandomNumberGenerator.GetBytes(32) });
        ring.Save();
        return ring;
    }

    /// <summary>Adds a key and uses it from now on. Old data stays readable.</summary>
    public int Rotate()
    {
        lock (_gate)
        {
            _keys = new(_keys) { [CurrentVersion + 1] = RandomNumberGenerator.GetBytes(32) };
            Save();
            return ++CurrentVersion;
        }
    }

    internal bool Holds(int version) => _keys.ContainsKey(version);

    internal ReadOnlySpan<byte> Find(int version) => _keys.TryGetValue(version, out var key)
        ? key
        : throw new CryptographicException($"Key version {version} is not in the key file.");

    // Written beside and moved over, so that a crash leaves the old ring or the new one.
    private void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var fresh = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, _keys.ToDictionary(k => k.Key, k => Convert.ToBase64String(k.Value)));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, _path, overwrite: true);
    }
}
