namespace SimpleCrm.TestServers.Dovecot;

/// <summary>An account: the login name is the whole address.</summary>
public sealed record DovecotUser(string Address, string Password);
