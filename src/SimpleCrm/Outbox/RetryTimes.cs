namespace SimpleCrm.Outbox;

/// <summary>How long the outbox waits before it tries something again.</summary>
internal static class RetryTimes
{
    private static readonly TimeSpan[] Submissions = [Minutes(1), Minutes(2), Minutes(5), Minutes(10), Minutes(20), Minutes(40), Minutes(60)];
    private static readonly TimeSpan[] Lookups = [TimeSpan.FromSeconds(15), Minutes(1), Minutes(5), Minutes(30), Minutes(180), Minutes(720)];
    private static readonly TimeSpan[] Filings = [TimeSpan.FromSeconds(10), Minutes(1), Minutes(5), Minutes(15), Minutes(60)];

    /// <summary>A message that no server would take for so long is given up as refused; the person decides.</summary>
    public static readonly TimeSpan SubmissionLifetime = TimeSpan.FromHours(24);

    /// <summary>How often a copy that the server files by itself is looked for before that is left to the sync.</summary>
    public const int SelfFilingLookups = 5;

    public static TimeSpan AfterSubmission(int attempts) => Submissions[Math.Clamp(attempts - 1, 0, Submissions.Length - 1)];

    public static TimeSpan AfterFiling(int failures) => Filings[Math.Clamp(failures - 1, 0, Filings.Length - 1)];

    /// <summary>Null when an email of unknown fate was looked for often enough.</summary>
    public static TimeSpan? BeforeLookup(int done) => done < Lookups.Length ? Lookups[done] : null;

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
