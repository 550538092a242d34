using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Links;

namespace SimpleCrm.Merging;

/// <summary>How records of a kind are read and written when two become one.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Rows">All of them, with their lists.</param>
/// <param name="ContentOf">A record as somebody would have entered it.</param>
/// <param name="Point">Takes over what may stay although it could not be chosen any more: a disabled owner, a deleted company.</param>
/// <param name="ApplyAsync">Takes content in, and says what is wrong with it.</param>
/// <param name="RestoringAsync">What stands against bringing the record back, and what must be done with it then.</param>
/// <param name="Evidence">The field by which rules link emails.</param>
internal sealed record MergeKind<TRecord, TContent>(
    RecordKind Kind,
    Func<SimpleCrmDbContext, IQueryable<TRecord>> Rows,
    Func<TRecord, TContent> ContentOf,
    Action<TRecord, TContent> Point,
    Func<SimpleCrmDbContext, TRecord, TContent, CancellationToken, Task<Mistakes>> ApplyAsync,
    Func<SimpleCrmDbContext, long, Mistakes, CancellationToken, Task> RestoringAsync,
    string Evidence)
    where TRecord : CrmRecord where TContent : class
{
    /// <summary>What stands against merging such a record; null when nothing does.</summary>
    public Func<TRecord, string?> Refusal { get; init; } = _ => null;
}
