using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>A merge as it is shown.</summary>
/// <param name="Id">By which it is undone.</param>
/// <param name="Kind">Of both records.</param>
/// <param name="SurvivorId">The record that stayed.</param>
/// <param name="MergedId">The record that went into it.</param>
/// <param name="MergedName">What that one was called.</param>
/// <param name="At">When, UTC.</param>
/// <param name="UndoUntil">Until when it can be undone, UTC.</param>
public sealed record MergeView(long Id, RecordKind Kind, long SurvivorId, long MergedId, string MergedName, DateTime At, DateTime UndoUntil)
{
    internal static MergeView Of(RecordMerge merge) => new(merge.Id, merge.Kind, merge.SurvivorId, merge.MergedId, merge.MergedName, merge.At, merge.At + RecordMerging.UndoTime);
}
