namespace SimpleCrm.Benchmarks;

/// <summary>The same work on each database, side by side: median and 95th percentile in milliseconds.</summary>
internal sealed class Comparison(string title, IReadOnlyList<string> databases)
{
    private readonly List<(int Emails, string What)> _order = [];
    private readonly Dictionary<(int, string, string), Spread> _spreads = [];

    public void Add(int emails, string what, string database, Spread spread)
    {
        if (!_order.Contains((emails, what)))
            _order.Add((emails, what));
        _spreads[(emails, what, database)] = spread;
    }

    public void Print()
    {
        var table = new Table($"{title}, ms", ["emails", "what", .. databases.SelectMany(name => (string[])[$"{name} median", $"{name} p95"])]);
        foreach (var (emails, what) in _order)
            table.Add([emails, what, .. databases.Select(name => _spreads[(emails, what, name)]).SelectMany(s => (object?[])[s.Median, s.Percentile95])]);
        table.Print();
    }
}
