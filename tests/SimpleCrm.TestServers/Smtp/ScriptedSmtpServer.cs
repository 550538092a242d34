using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SimpleCrm.TestServers.Certificates;

namespace SimpleCrm.TestServers.Smtp;

/// <summary>
/// A small SMTP server for what Postfix cannot be brought to do. Takes any login unless told otherwise, accepts
/// everything, and keeps a ledger to which accepted emails are only ever added.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<AcceptedEmail> _ledger = [];
    private readonly ConcurrentDictionary<SmtpStep, ConcurrentQueue<SmtpReaction>> _script = [];
    private readonly ConcurrentDictionary<SmtpConversation, Task> _open = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private int _connections;

    public ScriptedSmtpServer()
    {
        Port = LoopbackPorts.Reserve();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    /// <summary>Offer STARTTLS with this certificate; null strips it.</summary>
    public CertificateKind? StartTls { get; init; }

    /// <summary>Offer AUTH. Off for servers that know their own.</summary>
    public bool OfferAuth { get; init; } = true;

    /// <summary>SIZE as announced, in bytes.</summary>
    public int MessageSizeLimit { get; init; } = 50_000_000;

    /// <summary>Extensions announced besides the ordinary ones.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>All accepted emails in order of acceptance.</summary>
    public IReadOnlyList<AcceptedEmail> Ledger => [.. _ledger];

    public int Connections => Volatile.Read(ref _connections);

    internal X509Certificate2 IssueCertificate() => CertificateAuthority.Shared.Issue(StartTls!.Value);

    /// <summary>The next time a conversation comes to this step, this happens. Reactions to a step queue up.</summary>
    public void On(SmtpStep step, SmtpReaction reaction, int times = 1)
    {
        var queue = _script.GetOrAdd(step, _ => []);
        for (; times > 0; times--) queue.Enqueue(reaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_open.Values);
        _stopping.Dispose();
    }

    internal SmtpReaction? ReactionTo(SmtpStep step) =>
        _script.TryGetValue(step, out var queue) && queue.TryDequeue(out var reaction) ? reaction : null;

    internal void Accept(AcceptedEmail email) => _ledger.Enqueue(email);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                var conversation = new SmtpConversation(this, client);
                var started = new TaskCompletionSource();
                _open[conversation] = RunAsync(conversation, started.Task);
                started.SetResult();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException
            || exception is InvalidOperationException && _stopping.IsCancellationRequested)
        {
            // Stopped, perhaps between two connections.
        }
    }

    private async Task RunAsync(SmtpConversation conversation, Task started)
    {
        await started;
        await conversation.RunAsync(_stopping.Token);
        _open.TryRemove(conversation, out _);
    }
}
