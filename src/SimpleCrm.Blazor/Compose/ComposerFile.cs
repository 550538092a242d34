namespace SimpleCrm.Blazor.Compose;

/// <summary>A file of a forwarded email, as the script of a composer takes it.</summary>
public sealed record ComposerFile(string Id, string FileName, long Size);
