namespace SimpleCrm.Merging;

/// <summary>Which record goes into another, and what of it is kept.</summary>
/// <param name="OtherId">The record that goes.</param>
/// <param name="Version">The version of the survivor that was seen.</param>
/// <param name="OtherVersion">The version of the other that was seen.</param>
/// <param name="FromOther">
/// Names of the fields (as in the API) of which the other's is kept. Of fields that are not named the survivor's is kept, or the other's where the
/// survivor has nothing. Lists (addresses, phones, domains, tags) are always joined; naming one puts the other's first.
/// </param>
public sealed record MergeRequest(long OtherId, int Version, int OtherVersion, IReadOnlyCollection<string> FromOther);
