namespace SimpleCrm.TestServers.Product;

/// <param name="Security"><c>none</c>, <c>startTls</c> or <c>tls</c>.</param>
public sealed record MailServerAddress(string Host, int Port, string Security = "none");
