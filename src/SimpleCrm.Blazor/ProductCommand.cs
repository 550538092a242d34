using SimpleCrm.Database;

namespace SimpleCrm.Blazor;

/// <summary>What the program is asked to do instead of serving: <c>--migrate</c>, or <c>--copy-database [file]</c>.</summary>
internal sealed class ProductCommand
{
    private const string Migrate = "--migrate";
    private const string CopyDatabase = "--copy-database";
    private readonly string? _copiedFile;
    private readonly bool _copies;

    private ProductCommand(bool copies, string? copiedFile) => (_copies, _copiedFile) = (copies, copiedFile);

    /// <param name="settings">The arguments that are left, which are configuration.</param>
    public static ProductCommand? Take(string[] args, out string[] settings)
    {
        var rest = args.ToList();
        ProductCommand? command = null;
        if (rest.Remove(Migrate))
            command = new ProductCommand(false, null);
        if (rest.IndexOf(CopyDatabase) is >= 0 and var at)
        {
            rest.RemoveAt(at);
            string? file = null;
            if (at < rest.Count && !rest[at].StartsWith('-'))
            {
                file = rest[at];
                rest.RemoveAt(at);
            }
            command = new ProductCommand(true, file);
        }
        settings = [.. rest];
        return command;
    }

    /// <summary>Carries it out. Answers the exit code of the process.</summary>
    public async Task<int> RunAsync(IServiceProvider services)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        try
        {
            if (_copies)
                await SimpleCrmServices.CopyDatabaseAsync(services, _copiedFile, Console.Out, stop.Token);
            else
                await SimpleCrmServices.MigrateAsync(services, stop.Token);
            Console.WriteLine(_copies ? "The copy is complete and equal." : "The database is up to date.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. The same command goes on from here.");
            return 1;
        }
    }
}
