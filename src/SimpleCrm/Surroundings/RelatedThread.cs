namespace SimpleCrm.Surroundings;

/// <summary>Another conversation of the viewer with the same person or company.</summary>
/// <param name="LastAt">UTC.</param>
public sealed record RelatedThread(long Id, string Subject, DateTime LastAt);
