namespace SimpleCrm.Importing;

/// <summary>A file cannot be read.</summary>
/// <param name="message">What is wrong and what to do, for people.</param>
internal sealed class ImportRefusedException(string message) : Exception(message);
