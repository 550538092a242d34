using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SimpleCrm.TestServers.Emails;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>One folder of a Maildir++ on disk, written to directly: nothing is quicker for thousands of emails.</summary>
internal sealed class Maildir
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1ff;
    private const UnixFileMode ReadableFile =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static long s_sequence;
    private readonly string _path;

    public Maildir(string root, string folder)
    {
        var nested = ModifiedUtf7.Encode(folder);
        _path = folder == "INBOX" ? root : Path.Combine(root, "." + nested);
        Create(root);
        if (_path == root || Directory.Exists(_path)) return;
        Create(_path);
        File.WriteAllText(Path.Combine(_path, "maildirfolder"), "");
        File.AppendAllText(Path.Combine(root, "subscriptions"), nested + "\n");
        File.SetUnixFileMode(Path.Combine(root, "subscriptions"), (UnixFileMode)0x1b6);
    }

    private string UidList => Path.Combine(_path, "dovecot-uidlist");

    /// <summary>Writes the emails in order. A folder Dovecot has not opened yet is also given their UIDs, 1 upwards.</summary>
    public int Seed(IEnumerable<GeneratedEmail> emails)
    {
        var fresh = !File.Exists(UidList) && !Directory.EnumerateFileSystemEntries(Path.Combine(_path, "cur")).Any();
        var names = new StringBuilder();
        var uid = 0;
        IEnumerable<(GeneratedEmail Email, string Name)> Named()
        {
            foreach (var email in emails)
            {
                var name = NameFor(email.Raw, email.Date);
                names.Append(CultureInfo.InvariantCulture, $"{++uid} :{name}\n");
                yield return (email, name);
            }
        }

        // The generator runs on one core while the disk keeps the other busy; unbuffered, so that memory stays small.
        Parallel.ForEach(
            Partitioner.Create(Named(), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) },
            named => Write(named.Name, named.Email.Raw, named.Email.Date, (named.Email.IsFlagged ? "F" : "") + (named.Email.IsRead ? "S" : ""), unseen: fresh));
        if (fresh) WriteUidList(1_700_000_000, uid + 1, names);
        return uid;
    }

    /// <param name="flags">Maildir's letters in alphabetic order: D draft, F flagged, R answered, S seen, T deleted.</param>
    public void Write(ReadOnlySpan<byte> raw, DateTimeOffset received, string flags) =>
        Write(NameFor(raw, received), raw, received, flags, unseen: false);

    /// <summary>
    /// Gives the folder a new UIDVALIDITY and hands the UIDs out anew in another order, as after a restore from
    /// backup. Nobody may have the folder open.
    /// </summary>
    public void Renumber()
    {
        var lines = File.ReadAllLines(UidList);
        var validity = uint.Parse(lines[0].Split(' ').First(field => field.StartsWith('V'))[1..], CultureInfo.InvariantCulture);
        var names = lines.Skip(1).Select(line => line[(line.IndexOf(':') + 1)..]).ToList();
        // Rotated by a third: nearly every UID now names another email.
        var rotated = names.Skip(names.Count / 3).Concat(names.Take(names.Count / 3));
        var text = new StringBuilder();
        var uid = 0;
        foreach (var name in rotated) text.Append(CultureInfo.InvariantCulture, $"{++uid} :{name}\n");
        DeleteIndexes();
        WriteUidList(validity + 1, uid + 1, text);
    }

    /// <summary>Deletes Dovecot's indexes and caches; the UIDs stay.</summary>
    public void DeleteIndexes()
    {
        foreach (var file in Directory.EnumerateFiles(_path, "dovecot.index*").Concat(Directory.EnumerateFiles(_path, "dovecot.list.index*")).ToList()) File.Delete(file);
    }

    private static void Create(string path)
    {
        foreach (var folder in (string[])[path, Path.Combine(path, "cur"), Path.Combine(path, "new"), Path.Combine(path, "tmp")])
        {
            if (Directory.Exists(folder)) continue;
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Everybody);
        }
    }

    private static string NameFor(ReadOnlySpan<byte> raw, DateTimeOffset received)
    {
        // Dovecot trusts the sizes in a name, and orders emails it has no UID for by name. Sizes as sent need CRLF throughout.
        var virtualSize = raw.Length + LoneLineFeeds(raw);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{received.ToUnixTimeSeconds()}.M{Interlocked.Increment(ref s_sequence):D9}P{Environment.ProcessId}.tests,S={raw.Length},W={virtualSize}");
    }

    private static int LoneLineFeeds(ReadOnlySpan<byte> raw) => raw.Count((byte)'\n') - raw.Count("\r\n"u8);

    private void Write(string name, ReadOnlySpan<byte> raw, DateTimeOffset received, string flags, bool unseen)
    {
        var final = Path.Combine(_path, "cur", $"{name}:2,{flags}");
        // While nobody can look, half a file is no danger and a rename saved.
        var first = unseen ? final : Path.Combine(_path, "tmp", name);
        using (var file = File.OpenHandle(first, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.None, raw.Length))
        {
            RandomAccess.Write(file, raw, 0);
            File.SetLastWriteTimeUtc(file, received.UtcDateTime);
            File.SetUnixFileMode(file, ReadableFile);
        }

        if (first != final) File.Move(first, final);
    }

    private void WriteUidList(uint validity, int next, StringBuilder names)
    {
        var guid = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        File.WriteAllText(UidList, string.Create(CultureInfo.InvariantCulture, $"3 V{validity} N{next} G{guid}\n{names}"));
        File.SetUnixFileMode(UidList, (UnixFileMode)0x1b6);
    }
}
