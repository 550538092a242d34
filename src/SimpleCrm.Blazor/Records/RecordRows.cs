using SimpleCrm.Access;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Records;

/// <summary>The stretch of a list of records that is on the page. Holds no more than a few screens of rows, however long the list is.</summary>
public sealed class RecordRows<TView>(Func<Viewer, RecordQuery, CancellationToken, Task<RecordPage<TView>?>> load) where TView : class, IRecordView
{
    /// <summary>Rows of the first reading: more than a usual screen shows.</summary>
    public const int FirstCount = 60;

    private int _count = FirstCount;

    public int From { get; private set; }
    public int Total { get; private set; }
    public IReadOnlyList<TView> Rows { get; private set; } = [];

    /// <summary>Grows with every reading.</summary>
    public int Revision { get; private set; }

    /// <summary>Reads a stretch. Between two calls the list may have changed: both are right in their time.</summary>
    public async Task ShowAsync(Viewer viewer, RecordQuery query, int from, int count, CancellationToken cancellationToken)
    {
        from = Math.Max(0, from);
        count = Math.Clamp(count, 1, RecordQuery.MaxPageSize);
        var page = await ReadAsync(viewer, query, from, count, cancellationToken);
        if (page.Items.Count == 0 && from > 0)
        {
            // The list became shorter than where one was.
            from = Math.Max(0, page.Total - count);
            page = await ReadAsync(viewer, query, from, count, cancellationToken);
        }
        (From, _count, Total, Rows) = (from, count, page.Total, page.Items);
        Revision++;
    }

    public Task RefreshAsync(Viewer viewer, RecordQuery query, CancellationToken cancellationToken) => ShowAsync(viewer, query, From, _count, cancellationToken);

    // Without a cursor there is always a page.
    private async Task<RecordPage<TView>> ReadAsync(Viewer viewer, RecordQuery query, int from, int count, CancellationToken cancellationToken) =>
        (await load(viewer, query with { Skip = from, PageSize = count }, cancellationToken))!;
}
