using System.Globalization;

namespace SimpleCrm.EndToEnd;

/// <summary>How much more memory a process has had at any time since than when this was made, in bytes (VmHWM, reset by the kernel).</summary>
public sealed class ServerMemory
{
    private readonly int _processId;
    private readonly long _before;

    public ServerMemory(int processId)
    {
        _processId = processId;
        File.WriteAllText($"/proc/{processId}/clear_refs", "5");
        _before = Read("VmRSS:");
    }

    public long Growth => Math.Max(0, Read("VmHWM:") - _before);

    private long Read(string field)
    {
        var line = File.ReadLines($"/proc/{_processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
