namespace SimpleCrm.TestServers.Proxy;

/// <summary>
/// Changes what one side says. Gets a line without its CRLF as Latin-1 (so every byte survives) and returns what
/// the other side is to read: the line itself, another one, several separated by CRLF, or null for nothing.
/// IMAP literals and what follows them go with their line: passed on unseen when the line still announces the
/// literal, dropped when it does not. Called from one connection at a time but from many connections.
/// </summary>
public delegate string? LineRewriter(string line);
