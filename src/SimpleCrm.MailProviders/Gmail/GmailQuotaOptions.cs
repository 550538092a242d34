namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// What calls of the Gmail API cost and how much may be spent; configuration section <c>Gmail:Quota</c>. The console of the Google project shows
/// the limits that hold for it.
/// </summary>
public sealed class GmailQuotaOptions
{
    public const string Section = "Gmail:Quota";

    /// <summary>Quota units that one mailbox may use in a minute; 600 or more. Long 15,000; newer Google projects have 6,000.</summary>
    public int UnitsPerMinute { get; set; } = 15_000;

    /// <summary>The share that background work leaves for what a person is waiting for; 0 to 0.5.</summary>
    public double ReservedShare { get; set; } = 0.1;

    /// <summary>Units of <c>messages.get</c>; newer projects pay 20.</summary>
    public int GetMessage { get; set; } = 5;

    /// <summary>Units of <c>messages.list</c> and <c>drafts.list</c>.</summary>
    public int List { get; set; } = 5;

    /// <summary>Units of <c>messages.modify</c>, <c>trash</c> and <c>untrash</c>.</summary>
    public int Modify { get; set; } = 5;

    /// <summary>Units of <c>messages.batchModify</c> and <c>batchDelete</c>, however many messages.</summary>
    public int BatchModify { get; set; } = 50;

    /// <summary>Units of <c>messages.delete</c> and <c>drafts.delete</c>.</summary>
    public int Delete { get; set; } = 10;

    /// <summary>Units of <c>messages.send</c>, and of <c>users.watch</c>.</summary>
    public int Send { get; set; } = 100;

    /// <summary>Units of <c>messages.insert</c>.</summary>
    public int Insert { get; set; } = 25;

    /// <summary>Units of <c>drafts.create</c> and <c>drafts.update</c>.</summary>
    public int SaveDraft { get; set; } = 15;

    /// <summary>Units of <c>history.list</c>.</summary>
    public int History { get; set; } = 2;

    /// <summary>Units of <c>getProfile</c> and <c>labels.list</c>.</summary>
    public int Light { get; set; } = 1;

    /// <summary>What is wrong with the settings, naming the key; null when nothing is.</summary>
    public string? FindFault()
    {
        if (UnitsPerMinute < 600)
            return "Gmail:Quota:UnitsPerMinute must be 600 or more.";
        if (ReservedShare is < 0 or > 0.5)
            return "Gmail:Quota:ReservedShare must be from 0 to 0.5.";
        int[] costs = [GetMessage, List, Modify, BatchModify, Delete, Send, Insert, SaveDraft, History, Light];
        return costs.Any(c => c is < 0 or > 1000) ? "Gmail:Quota: a method costs 0 to 1000 units." : null;
    }
}
