using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>A merge; it can be undone until <paramref name="UndoUntil"/>.</summary>
public sealed record MergeAnswer(string Id, RecordKind Kind, string SurvivorId, string MergedId, string MergedName, DateTime At, DateTime UndoUntil)
{
    internal static MergeAnswer Of(MergeView view) => new(ApiIds.Text(view.Id), view.Kind, ApiIds.Text(view.SurvivorId), ApiIds.Text(view.MergedId), view.MergedName, view.At, view.UndoUntil);
}
