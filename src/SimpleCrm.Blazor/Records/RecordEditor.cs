using SimpleCrm.Access;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Records;

/// <summary>A record that is being read and changed, field by field. What was refused stays as it was typed until it is mended.</summary>
public sealed class RecordEditor<TView, TContent>(RecordSheet<TView, TContent> sheet, IReadOnlyList<RecordField<TView, TContent>> fields, TView view)
    where TView : class, IRecordView where TContent : class
{
    private readonly Dictionary<string, (string Text, string Shown, string Error)> _refused = [];
    private (RecordField<TView, TContent> Field, string Text, string Shown)? _waiting;

    public IReadOnlyList<RecordField<TView, TContent>> Fields => fields;

    /// <summary>The record as it is stored, as far as is known here.</summary>
    public TView View { get; private set; } = view;

    /// <summary>Somebody has deleted it.</summary>
    public bool IsGone { get; private set; }

    /// <summary>A change waits for a decision; null when none does.</summary>
    public RecordConflict<TView>? Conflict { get; private set; }

    public string TextOf(RecordField<TView, TContent> field) => _refused.TryGetValue(field.Key, out var refused) ? refused.Text
        : _waiting is var (waiting, text, _) && waiting == field ? text : field.Read(sheet.ContentOf(View));

    /// <summary>The field as people read it.</summary>
    public string ShownOf(RecordField<TView, TContent> field) => _refused.TryGetValue(field.Key, out var refused) ? refused.Shown
        : _waiting is var (waiting, _, shown) && waiting == field ? shown : Shown(field, View);

    public string? ErrorOf(RecordField<TView, TContent> field) => _refused.TryGetValue(field.Key, out var refused) ? refused.Error : null;

    /// <summary>Takes in the record as it was stored elsewhere.</summary>
    public void Take(TView view)
    {
        View = view;
        (Conflict, _waiting) = (null, null);
    }

    /// <summary>Stores a field.</summary>
    /// <param name="field">Which.</param>
    /// <param name="text">Its new text.</param>
    /// <param name="shown">That text as people read it.</param>
    /// <returns>Whether the record was changed.</returns>
    public async Task<bool> ChangeAsync(Viewer viewer, RecordField<TView, TContent> field, string text, string shown, CancellationToken cancellationToken)
    {
        _refused.Remove(field.Key);
        var content = sheet.ContentOf(View);
        if (text == field.Read(content))
            return false;
        if (field.Write(content, text) is not { } changed)
        {
            _refused[field.Key] = (text, shown, field.Refusal);
            return false;
        }
        var outcome = await sheet.SaveAsync(viewer, View.Id, View.Version, changed, cancellationToken);
        if (outcome.Stored is { } stored)
        {
            Take(stored);
            return true;
        }
        if (outcome.Current is { } current)
        {
            _waiting = (field, text, shown);
            Conflict = new(Differences(View, current), field.Label, shown, current);
        }
        else if (outcome.Errors.Count > 0)
            _refused[field.Key] = (text, shown, outcome.Errors.TryGetValue(field.Key, out var own) ? own[0] : outcome.Errors.Values.First()[0]);
        else
            IsGone = true;
        return false;
    }

    /// <summary>Stores the change that waits on top of what the other one changed.</summary>
    public async Task<bool> KeepMineAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (Conflict is not { } conflict || _waiting is not var (field, text, shown))
            return false;
        Take(conflict.Current);
        return await ChangeAsync(viewer, field, text, shown, cancellationToken);
    }

    /// <summary>Drops the change that waits.</summary>
    public void TakeTheirs()
    {
        if (Conflict is { } conflict)
            Take(conflict.Current);
    }

    private string Shown(RecordField<TView, TContent> field, TView view) =>
        field.Show is { } show ? show(view) : field.Options.FirstOrDefault(o => o.Id == field.Read(sheet.ContentOf(view)))?.Label ?? field.Read(sheet.ContentOf(view)).Replace("\n", ", ", StringComparison.Ordinal);

    private IReadOnlyList<FieldChange> Differences(TView before, TView after) =>
        [.. fields.Select(f => new FieldChange(f.Label, Shown(f, before), Shown(f, after))).Where(c => c.Before != c.After)];
}
