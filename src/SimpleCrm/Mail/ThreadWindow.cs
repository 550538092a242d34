namespace SimpleCrm.Mail;

/// <summary>A part of a list of threads.</summary>
/// <param name="Total">How many threads the whole list has; for a search with <see cref="HasMore"/>, how many are known so far.</param>
/// <param name="Rows">The threads of the window, newest first.</param>
public sealed record ThreadWindow(int Total, IReadOnlyList<ThreadRow> Rows)
{
    public static readonly ThreadWindow Empty = new(0, []);

    /// <summary>A search found more than was counted: ask again from a later offset, and <see cref="Total"/> grows.</summary>
    public bool HasMore { get; init; }
}
