using System.Globalization;

namespace SimpleCrm.Benchmarks;

/// <summary>What the command line asked for.</summary>
/// <param name="Emails">How many the mailbox holds.</param>
/// <param name="Runs">How often each side is measured, in turn.</param>
/// <param name="SizeFactor">Multiplies attachment sizes; 1 is half a gigabyte for 20,000 emails.</param>
/// <param name="Databases">Those whose columns are printed.</param>
/// <param name="Mailboxes">How many are connected and idle.</param>
internal sealed record BenchmarkOptions(int Emails, int Runs, double SizeFactor, IReadOnlyList<string> Databases, int Mailboxes)
{
    /// <returns>Null when the arguments make no sense.</returns>
    public static BenchmarkOptions? Parse(IEnumerable<string> arguments)
    {
        var options = new BenchmarkOptions(20_000, 5, 1, BenchmarkDatabase.Names, 1_000);
        var words = new Queue<string>(arguments);
        while (words.TryDequeue(out var name))
        {
            if (!words.TryDequeue(out var value)) return null;
            if (name == "--database")
            {
                options = options with { Databases = [.. BenchmarkDatabase.Names.Where(known => known.Equals(value, StringComparison.OrdinalIgnoreCase))] };
                if (options.Databases.Count == 0) return null;
                continue;
            }
            if (!double.TryParse(value, CultureInfo.InvariantCulture, out var number) || number <= 0) return null;
            switch (name)
            {
                case "--emails": options = options with { Emails = (int)number }; break;
                case "--runs": options = options with { Runs = (int)number }; break;
                case "--mailboxes": options = options with { Mailboxes = (int)number }; break;
                case "--size": options = options with { SizeFactor = number }; break;
                default: return null;
            }
        }

        return options;
    }
}
