namespace SimpleCrm.Database;

/// <summary>The configured database cannot be used. The message says which key is wrong and why, and holds no secret.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
