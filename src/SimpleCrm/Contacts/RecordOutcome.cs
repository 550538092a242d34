namespace SimpleCrm.Contacts;

/// <summary>
/// What became of a change. Stored, and nothing else is set; or <see cref="Errors"/> by field; or <see cref="Current"/>, as somebody else has left it
/// meanwhile; or nothing at all when there is no such record.
/// </summary>
/// <param name="Stored">The record as it is now.</param>
/// <param name="Errors">What is wrong, by the field's name, and what to do.</param>
/// <param name="Current">The record that was changed by somebody else since it was read.</param>
public sealed record RecordOutcome<T>(T? Stored, IReadOnlyDictionary<string, string[]> Errors, T? Current) where T : class
{
    internal static readonly RecordOutcome<T> Unknown = new(null, new Dictionary<string, string[]>(), null);

    internal static RecordOutcome<T> Done(T stored) => new(stored, new Dictionary<string, string[]>(), null);

    internal static RecordOutcome<T> Changed(T current) => new(null, new Dictionary<string, string[]>(), current);

    internal static RecordOutcome<T> Wrong(IReadOnlyDictionary<string, string[]> errors) => new(null, errors, null);
}
