using System.Globalization;

namespace SimpleCrm.TestServers.Processes;

/// <summary>One process and all that descend from it, told apart from later users of the same pid by start time.</summary>
internal sealed class ProcessTree
{
    private readonly List<(int Pid, ulong Started)> _members = [];

    private ProcessTree()
    {
    }

    public static ProcessTree Of(int root)
    {
        var all = new Dictionary<int, (int Parent, ulong Started)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } entry) all[pid] = entry;
        }

        var tree = new ProcessTree();
        if (!all.TryGetValue(root, out var first)) return tree;
        tree._members.Add((root, first.Started));
        var known = new HashSet<int> { root };
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var (pid, entry) in all)
            {
                if (!known.Contains(entry.Parent) || !known.Add(pid)) continue;
                tree._members.Add((pid, entry.Started));
                grew = true;
            }
        }

        return tree;
    }

    public void Signal(int signal)
    {
        foreach (var (pid, started) in _members)
        {
            if (Read(pid)?.Started == started) Signals.Send(pid, signal);
        }
    }

    private static (int Parent, ulong Started)? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in brackets may itself hold spaces and brackets.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : (int.Parse(fields[1], CultureInfo.InvariantCulture), ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
