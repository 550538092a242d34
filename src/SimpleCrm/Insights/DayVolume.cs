namespace SimpleCrm.Insights;

/// <summary>Emails of a day, in UTC.</summary>
public sealed record DayVolume(DateOnly Day, int Received, int Sent);
