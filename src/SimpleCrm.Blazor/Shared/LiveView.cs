using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.LiveUpdates;

namespace SimpleCrm.Blazor.Shared;

/// <summary>A part of a page that follows the changes of the viewer's mailboxes for as long as it is shown.</summary>
public abstract class LiveView : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _subscription;

    [Inject] public required LiveFeed Feed { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    /// <summary>Cancelled when this part leaves the page.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>The first change of a burst shows at once; those that come sooner after it than this are taken together.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromMilliseconds(150);

    /// <summary>Changes of records are told, too.</summary>
    protected virtual bool HearsRecords => false;

    /// <summary>Begins to follow. Call it before the first reading.</summary>
    protected void Follow(Viewer viewer) => _subscription ??= Feed.Subscribe(viewer.UserId, DeliverAsync, DispatchExceptionAsync, HearsRecords);

    /// <summary>A change of the viewer's mailboxes; runs on the circuit's own thread.</summary>
    protected abstract Task OnChangeAsync(LiveChange change);

    private async Task DeliverAsync(LiveChange change)
    {
        try
        {
            await InvokeAsync(() => _closed.IsCancellationRequested ? Task.CompletedTask : OnChangeAsync(change));
            await Task.Delay(Pause, Time, _closed.Token);
        }
        catch (Exception exception) when (_closed.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _closed.Cancel();
    }
}
