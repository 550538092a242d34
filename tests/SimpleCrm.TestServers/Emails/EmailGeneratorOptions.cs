namespace SimpleCrm.TestServers.Emails;

/// <summary>What mail to make. The same options always give the same bytes.</summary>
public sealed record EmailGeneratorOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>The person whose mailbox it is.</summary>
    public string OwnerName { get; init; } = "Alex Winter";

    public string OwnerAddress { get; init; } = "alex.winter@northwind.test";

    /// <summary>When the last email came in.</summary>
    public DateTimeOffset Newest { get; init; } = new(2026, 10, 30, 16, 45, 0, TimeSpan.Zero);

    /// <summary>How far back the first email lies.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromDays(900);

    /// <summary>Share of emails with files attached, from 0 to 1.</summary>
    public double AttachmentShare { get; init; } = 0.15;

    /// <summary>Multiplies the size of attached files; 1 makes about 25 kB an email, half a gigabyte for 20,000.</summary>
    public double SizeFactor { get; init; } = 1;
}
