using System.Text;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>What the kills of one phase came to.</summary>
internal sealed class KillTally(string phase)
{
    public int Points { get; set; }

    /// <summary>Points that were not reached: the product was killed when it had nothing left to do.</summary>
    public int AtRest { get; set; }

    public int Restarts { get; set; }

    /// <summary>Emails sent that ended with nobody knowing; the person is asked.</summary>
    public int Unknown { get; set; }

    public List<string> Lost { get; } = [];

    public List<string> Doubled { get; } = [];

    public List<string> SentTwice { get; } = [];

    public List<string> Other { get; } = [];

    public bool IsClean => Lost.Count + Doubled.Count + SentTwice.Count + Other.Count == 0;

    public string Report(int seed)
    {
        var report = new StringBuilder();
        report.AppendLine("phase                       points  at rest  restarts  lost  doubled  sent twice  unknown");
        report.AppendLine($"{phase,-27} {Points,6} {AtRest,8} {Restarts,9} {Lost.Count,5} {Doubled.Count,8} {SentTwice.Count,11} {Unknown,8}  (seed {seed})");
        foreach (var (what, findings) in new[] { ("lost", Lost), ("doubled", Doubled), ("sent twice", SentTwice), ("wrong", Other) })
        {
            foreach (var finding in findings) report.AppendLine($"{what}: {finding}");
        }

        return report.ToString();
    }
}
