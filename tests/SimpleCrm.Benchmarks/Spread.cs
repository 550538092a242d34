namespace SimpleCrm.Benchmarks;

/// <summary>What many measurements of one thing come to.</summary>
internal sealed record Spread(double Median, double Percentile95, double Largest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(At(sorted, 0.5), At(sorted, 0.95), sorted[^1]);
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling((sorted.Length - 1) * share)];
}
