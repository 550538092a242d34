namespace SimpleCrm.Merging;

/// <summary>What became of merging, or of undoing it: done, or <see cref="Errors"/> by field, or somebody changed one of the two meanwhile, or nothing at all when there is no such record.</summary>
/// <param name="Merge">What was done.</param>
/// <param name="Errors">What stands against it, and what to do.</param>
/// <param name="IsChanged">One of the records was changed since it was read.</param>
public sealed record MergeOutcome(MergeView? Merge, IReadOnlyDictionary<string, string[]> Errors, bool IsChanged)
{
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    internal static readonly MergeOutcome Unknown = new(null, None, false);
    internal static readonly MergeOutcome Changed = new(null, None, true);

    internal static MergeOutcome Done(RecordMerge merge) => new(MergeView.Of(merge), None, false);

    internal static MergeOutcome Wrong(string field, string message) => new(null, new Dictionary<string, string[]> { [field] = [message] }, false);

    internal static MergeOutcome Wrong(IReadOnlyDictionary<string, string[]> errors) => new(null, errors, false);
}
