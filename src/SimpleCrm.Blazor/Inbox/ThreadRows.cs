using SimpleCrm.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>The stretch of a list that is on the page. Holds no more than a few screens of rows, however long the list is.</summary>
public sealed class ThreadRows(ThreadLists lists)
{
    /// <summary>Rows of the first reading: more than a tall screen shows.</summary>
    public const int FirstCount = 50;

    private readonly Dictionary<long, ThreadRow> _kept = [];
    private int _count = FirstCount;

    public int From { get; private set; }
    public int Total { get; private set; }

    /// <summary>There are more than <see cref="Total"/>; how many is not known yet.</summary>
    public bool HasMore { get; private set; }
    public IReadOnlyList<ThreadRow> Rows { get; private set; } = [];

    /// <summary>Grows with every reading that changed something.</summary>
    public int Revision { get; private set; }

    /// <summary>Reads a stretch. Between two calls the list may have changed: both are right in their time.</summary>
    public async Task ShowAsync(Viewer viewer, ThreadScope scope, int from, int count, CancellationToken cancellationToken)
    {
        from = Math.Max(0, from);
        count = Math.Clamp(count, 1, ThreadLists.MaxCount);
        var window = await lists.GetWindowAsync(viewer, scope, from, count, cancellationToken);
        if (window.Rows.Count == 0 && from > 0 && window.Total <= from)
        {
            // The list became shorter than where one was.
            from = Math.Max(0, window.Total - count);
            window = await lists.GetWindowAsync(viewer, scope, from, count, cancellationToken);
        }
        From = from;
        _count = count;
        var rows = WithKept(scope, window.Rows);
        Total = window.Total + (rows.Count - window.Rows.Count) + (window.HasMore ? 1 : 0);
        HasMore = window.HasMore;
        Rows = rows;
        Revision++;
    }

    public Task RefreshAsync(Viewer viewer, ThreadScope scope, CancellationToken cancellationToken) => ShowAsync(viewer, scope, From, _count, cancellationToken);

    /// <summary>In a list of unread threads the one being read stays where it is until the list is left.</summary>
    public void Keep(long threadId)
    {
        if (Rows.FirstOrDefault(r => r.Id == threadId) is { } row)
            _kept[threadId] = row with { UnreadCount = 0 };
    }

    public void Drop(IEnumerable<long> threadIds)
    {
        foreach (var id in threadIds)
            _kept.Remove(id);
    }

    private IReadOnlyList<ThreadRow> WithKept(ThreadScope scope, IReadOnlyList<ThreadRow> rows)
    {
        if (!scope.UnreadOnly || _kept.Count == 0 || From > 0)
            return rows;
        var known = rows.Select(r => r.Id).ToHashSet();
        var missing = _kept.Values.Where(r => !known.Contains(r.Id)).ToList();
        return missing.Count == 0 ? rows : [.. rows.Concat(missing).OrderByDescending(r => r.LastAt).ThenByDescending(r => r.Id)];
    }
}
