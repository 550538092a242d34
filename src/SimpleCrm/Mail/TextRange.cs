namespace SimpleCrm.Mail;

/// <summary>A stretch of a text, in UTF-16 units.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Number of characters, at least 1.</param>
public readonly record struct TextRange(int Start, int Length);
