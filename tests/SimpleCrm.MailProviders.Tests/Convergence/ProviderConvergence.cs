using System.Globalization;
using SimpleCrm.Sandbox;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>
/// Chance deals arrivals, changes, drafts and deletions at a simulated provider, acts and sendings of the person here, faults, lost pushes and ends of the
/// product; when all is quiet, both sides are equal. SIMPLECRM_TESTS_FULL=1 plays 300 seeds of 300 operations; SIMPLECRM_CONVERGENCE_SEED plays one.
/// </summary>
public abstract class ProviderConvergence(ITestOutputHelper output)
{
    private const string SeedVariable = "SIMPLECRM_CONVERGENCE_SEED", OperationsVariable = "SIMPLECRM_CONVERGENCE_OPERATIONS";
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SIMPLECRM_TESTS_FULL") == "1";
    private static readonly int? OnlySeed = Number(SeedVariable);
    private static readonly int Seeds = IsFull ? 300 : 4;
    private static readonly int Operations = Number(OperationsVariable) ?? (IsFull || OnlySeed is not null ? 300 : 100);

    internal abstract Func<SandboxServer, Uri, SimulatedAccount> Account { get; }

    [Fact]
    public async Task Whatever_happens_on_both_sides_they_are_equal_in_the_end()
    {
        var wrong = new List<string>();
        foreach (var seed in OnlySeed is { } only ? [only] : Enumerable.Range(0, Seeds))
        {
            try
            {
                await using var bed = await ConvergenceBed.StartAsync(Account);
                await new ConvergencePlay(bed, new Random(seed)).RunAsync(Operations);
            }
            catch (Exception exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                wrong.Add($"Repeat with {SeedVariable}={seed} {OperationsVariable}={Operations}: {exception}");
                output.WriteLine(wrong[^1]);
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} seeds failed.\n{string.Join('\n', wrong.Take(5))}");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
