using System.Globalization;

namespace SimpleCrm.Benchmarks;

/// <summary>What a process takes of the machine, as Linux counts it.</summary>
internal static class ProcessUse
{
    // Processor time is counted in hundredths of a second.
    private const double TicksPerSecond = 100;

    public static double CpuSeconds(int pid)
    {
        var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public static double ResidentMegabytes(int pid)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
