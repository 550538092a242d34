namespace SimpleCrm.Monitoring;

/// <summary>One run of a scheduled job.</summary>
public sealed class JobRun
{
    public long Id { get; set; } = RowId.Next();
    public string Job { get; set; } = "";
    public DateTime StartedAt { get; set; }
    public long Milliseconds { get; set; }

    /// <summary>The kind of exception that ended it; null when it did its work.</summary>
    public string? Failure { get; set; }
}
