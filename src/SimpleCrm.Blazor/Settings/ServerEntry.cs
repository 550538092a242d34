using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>A server as it is being entered.</summary>
public sealed class ServerEntry
{
    public string Host { get; set; } = "";
    public int? Port { get; set; }
    public ConnectionSecurity Security { get; set; } = ConnectionSecurity.Tls;

    public void Take(ServerSettings settings) => (Host, Port, Security) = (settings.Host, settings.Port, settings.Security);

    public ServerSettings ToSettings() => new() { Host = Host.Trim(), Port = Port ?? 0, Security = Security };
}
