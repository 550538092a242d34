using System.Net.Sockets;

namespace SimpleCrm.MailProviders.Dialing;

/// <summary>
/// A TCP connection that notices silence: a peer that owes bytes, or takes none, for longer than <see cref="Patience"/> loses the
/// connection. Reads in large pieces, as the protocol layer above asks for small ones.
/// </summary>
public sealed class DialledStream : Stream
{
    private readonly NetworkStream _network;
    private readonly Socket _socket;
    private readonly ITimer _watch;
    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _waiting;
    private TimeSpan _patience = Timeout.InfiniteTimeSpan;

    internal DialledStream(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _network = new NetworkStream(socket, ownsSocket: true);
        _watch = time.CreateTimer(static state => ((DialledStream)state!).GiveUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The connection was given up because the peer kept silent.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>The longest silence while something is awaited. A change counts anew for a wait that is under way.</summary>
    public TimeSpan Patience
    {
        get => _patience;
        set
        {
            lock (_gate)
            {
                _patience = value;
                _watch.Change(_waiting > 0 ? value : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            Wait();
            try
            {
                _start = 0;
                _end = 0;
                if (buffer.Length >= _buffer.Length)
                    return await _network.ReadAsync(buffer, cancellationToken);
                _end = await _network.ReadAsync(_buffer, cancellationToken);
            }
            finally
            {
                StopWaiting();
            }
        }
        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Wait();
        try
        {
            await _network.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            StopWaiting();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The protocol library ends an IDLE with one short synchronous write.
    public override void Write(byte[] buffer, int offset, int count)
    {
        Wait();
        try
        {
            _network.Write(buffer, offset, count);
        }
        finally
        {
            StopWaiting();
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Wait();
        try
        {
            if (_start == _end)
            {
                _start = 0;
                _end = 0;
                _end = _network.Read(_buffer, 0, _buffer.Length);
            }
        }
        finally
        {
            StopWaiting();
        }
        count = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_buffer, _start, buffer, offset, count);
        _start += count;
        return count;
    }

    private void Wait()
    {
        lock (_gate)
        {
            _waiting++;
            _watch.Change(_patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopWaiting()
    {
        lock (_gate)
            _watch.Change(--_waiting > 0 ? _patience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void GiveUp()
    {
        lock (_gate)
        {
            if (_waiting == 0)
                return;
            TimedOut = true;
        }
        _socket.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _watch.Dispose();
            _network.Dispose();
        }
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
