namespace SimpleCrm.Mail;

/// <summary>Which thread stands in a row of a list, and the time by which it stands there.</summary>
internal sealed class ThreadKey
{
    public long ThreadId { get; init; }
    public DateTime LastAt { get; init; }
}
