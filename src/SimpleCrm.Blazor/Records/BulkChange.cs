using SimpleCrm.Access;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Records;

/// <summary>One field of many records, given the same text: one record after the other, so that nobody waits for all of them and each is checked and logged as if it were changed on its page.</summary>
public sealed class BulkChange<TView, TContent>(RecordSheet<TView, TContent> sheet, RecordField<TView, TContent> field) where TView : class, IRecordView where TContent : class
{
    // Somebody else may change a record between reading and storing; who does so each time is no person.
    private const int MostTries = 3;
    private readonly List<(long Id, string Before, string After)> _changed = [];

    /// <summary>Records that were changed.</summary>
    public int Changed => _changed.Count;

    /// <summary>Records that stayed as they were, and <see cref="Refusal"/> is why.</summary>
    public int Refused { get; private set; }

    /// <summary>What stood against the first that was refused, for the person.</summary>
    public string? Refusal { get; private set; }

    /// <param name="ids">Records that are gone meanwhile, or have the text already, are passed over.</param>
    /// <param name="text">As it would be typed.</param>
    /// <param name="done">Told how many are through.</param>
    /// <param name="cancellationToken">Stops before the next record; what was changed stays.</param>
    public async Task ApplyAsync(Viewer viewer, IReadOnlyList<long> ids, string text, Action<int> done, CancellationToken cancellationToken)
    {
        foreach (var (at, id) in ids.Index())
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            if (await StoreAsync(viewer, id, _ => text) is { } change)
                _changed.Add((id, change.Before, change.After));
            done(at + 1);
        }
    }

    /// <summary>Gives the records what they had before.</summary>
    /// <returns>How many stay as they are, because somebody has changed the field since.</returns>
    public async Task<int> UndoAsync(Viewer viewer)
    {
        var taken = 0;
        foreach (var (id, before, after) in _changed)
            taken += await StoreAsync(viewer, id, now => now == after ? before : null) is null ? 0 : 1;
        return _changed.Count - taken;
    }

    private async Task<(string Before, string After)?> StoreAsync(Viewer viewer, long id, Func<string, string?> choose)
    {
        for (var attempt = 0; attempt < MostTries && await sheet.Records.FindAsync(viewer, id, CancellationToken.None) is { } view; attempt++)
        {
            var content = sheet.ContentOf(view);
            var before = field.Read(content);
            if (choose(before) is not { } text || text == before)
                return null;
            if (field.Write(content, text) is not { } written)
                return Refuse(field.Refusal);
            var outcome = await sheet.SaveAsync(viewer, id, view.Version, written, CancellationToken.None);
            if (outcome.Stored is { } stored)
                return (before, field.Read(sheet.ContentOf(stored)));
            if (outcome.Errors.Count > 0)
                return Refuse(outcome.Errors.TryGetValue(field.Key, out var own) ? own[0] : outcome.Errors.Values.First()[0]);
        }
        return null;
    }

    private (string Before, string After)? Refuse(string why)
    {
        Refused++;
        Refusal ??= why;
        return null;
    }
}
