using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>A mail server.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Security">"none", "startTls" or "tls"; "tls" when absent.</param>
public sealed record ServerBody(string? Host, int Port, ConnectionSecurity? Security)
{
    internal ServerSettings ToSettings() => new() { Host = Host ?? "", Port = Port, Security = Security ?? ConnectionSecurity.Tls };
}
