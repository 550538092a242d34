namespace SimpleCrm.Mail;

/// <summary>How a file can be looked at without a program of its own.</summary>
public enum PreviewKind { None, Picture, Pdf, Text }
