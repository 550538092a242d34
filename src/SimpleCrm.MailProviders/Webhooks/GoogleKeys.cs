using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Webhooks;

/// <summary>
/// The public keys with which Google signs push requests, kept for some hours. A token that names an unknown key makes them be fetched again, but
/// not more often than once in a while: anybody can send such a token.
/// </summary>
internal sealed class GoogleKeys : IDisposable
{
    private const int MaxAnswer = 256 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6), Pause = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MaxAnswer,
    };
    private readonly SemaphoreSlim _gate = new(1);
    private readonly IOptions<GmailOptions> _options;
    private readonly TimeProvider _time;
    private IReadOnlyDictionary<string, SecurityKey> _keys = new Dictionary<string, SecurityKey>();
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    public GoogleKeys(IOptions<GmailOptions> options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>The key of that id; null when there is none.</summary>
    /// <exception cref="MailboxAccessException">The keys cannot be had just now.</exception>
    public async Task<SecurityKey?> FindAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(keyId))
            return null;
        if (IsFresh && _keys.TryGetValue(keyId, out var known))
            return known;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (IsFresh && (_keys.ContainsKey(keyId) || _time.GetUtcNow() - _triedAt < Pause))
                return _keys.GetValueOrDefault(keyId);
            if (_time.GetUtcNow() - _triedAt < Pause)
                throw new MailboxAccessException(MailboxProblem.ConnectionLost, null);
            _triedAt = _time.GetUtcNow();
            _keys = await FetchAsync(cancellationToken);
            _fetchedAt = _time.GetUtcNow();
            return _keys.GetValueOrDefault(keyId);
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool IsFresh => _time.GetUtcNow() - _fetchedAt < Kept;

    private async Task<IReadOnlyDictionary<string, SecurityKey>> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var set = new JsonWebKeySet(await _http.GetStringAsync(_options.Value.PushKeys, cancellationToken));
            return set.GetSigningKeys().Where(k => !string.IsNullOrEmpty(k.KeyId)).DistinctBy(k => k.KeyId).ToDictionary(k => k.KeyId);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or ArgumentException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new MailboxAccessException(MailboxProblem.ConnectionLost, null, exception);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }
}
