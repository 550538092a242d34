using SimpleCrm.TestServers.Proxy;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Through an SMTP server behind a proxy that counts lines.</summary>
internal abstract class SmtpSendKills(ImapTarget target) : SendKills
{
    private FaultProxy? _proxy;

    protected ImapTarget Target => target;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
    }

    protected override async Task<KillAccount> OpenAccountAsync()
    {
        _proxy = new FaultProxy(await StartServerAsync());
        Bench.Switch.Watch(_proxy);
        return await target.AddSenderAsync(_proxy.Host, _proxy.Port);
    }

    /// <returns>The port the product is to send through.</returns>
    protected abstract Task<int> StartServerAsync();
}
