using System.ComponentModel.DataAnnotations;

namespace SimpleCrm.Outbox;

/// <summary>How much one mailbox may send; configuration section <c>Sending</c>. What is over a limit waits and says so; nothing is dropped.</summary>
public sealed class SendingOptions
{
    public const string Section = "Sending";

    /// <summary>Emails of one mailbox a minute, 1 to 10000. Exchange Online takes 30.</summary>
    [Range(1, 10_000)]
    public int EmailsPerMinute { get; set; } = 30;

    /// <summary>Recipients of one mailbox in 24 hours, 1 to 1000000. Gmail takes 500 from a personal account and 2000 from a business one.</summary>
    [Range(1, 1_000_000)]
    public int RecipientsPerDay { get; set; } = 2000;
}
