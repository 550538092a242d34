using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>Two records that may be the same, the older one first.</summary>
/// <param name="Score">1 to 100: how likely.</param>
public sealed record DuplicateAnswer(DuplicateAnswer.Side First, DuplicateAnswer.Side Second, string Reason, int Score)
{
    /// <summary>One of the two.</summary>
    public sealed record Side(string Id, string Name, string Detail);

    internal static DuplicateAnswer Of(DuplicatePair pair) => new(SideOf(pair.First), SideOf(pair.Second), pair.Reason, pair.Score);

    private static Side SideOf(DuplicateRecord record) => new(ApiIds.Text(record.Id), record.Name, record.Detail);
}
