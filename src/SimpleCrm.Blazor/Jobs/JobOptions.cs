namespace SimpleCrm.Blazor.Jobs;

/// <summary>How often each job runs; configuration section <c>Jobs</c>. Each from 5 seconds to 1 day.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Looks which mailboxes are to be polled.</summary>
    public TimeSpan EmailSync { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Looks which mailboxes are to be audited; each is once a day.</summary>
    public TimeSpan Audit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Refreshes access tokens that end within ten minutes.</summary>
    public TimeSpan TokenRefresh { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Sets up and renews the providers' push.</summary>
    public TimeSpan WebhookRenewal { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Looks whose contacts are to be read; each mailbox's are once a day.</summary>
    public TimeSpan Contacts { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Deletes rows that are no longer needed.</summary>
    public TimeSpan Cleanup { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong with the settings, naming the key; null when nothing is.</summary>
    public string? FindFault()
    {
        foreach (var (name, value) in ((string, TimeSpan)[])[
            (nameof(EmailSync), EmailSync), (nameof(Audit), Audit), (nameof(TokenRefresh), TokenRefresh), (nameof(WebhookRenewal), WebhookRenewal), (nameof(Contacts), Contacts), (nameof(Cleanup), Cleanup)])
            if (value < TimeSpan.FromSeconds(5) || value > TimeSpan.FromDays(1))
                return $"{Section}:{name} must be from 00:00:05 to 1.00:00:00.";
        return null;
    }
}
