using System.Globalization;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>The state of a mailbox as people read it.</summary>
internal static class MailboxWords
{
    private static readonly CultureInfo Words = CultureInfo.GetCultureInfo("en-GB");

    public static string State(MailboxStatus mailbox) => mailbox.State switch
    {
        MailboxState.Active => "Live",
        MailboxState.Backfilling => mailbox.ProgressTotal > 0 ? $"Importing, {Count(mailbox.ProgressDone)} of {Count(mailbox.ProgressTotal)}" : "Reading the folders",
        MailboxState.Paused => "Paused",
        MailboxState.Retrying => "Trying again",
        MailboxState.NeedsReconnect => "Needs you",
        _ => "Disconnected",
    };

    public static string Provider(MailProvider provider) => provider switch
    {
        MailProvider.Gmail => "Google",
        MailProvider.Outlook => "Microsoft",
        _ => "IMAP",
    };

    /// <summary>Why changes may take minutes to show; null where they show at once.</summary>
    public static string? Polled(MailboxStatus mailbox) => mailbox.Push switch
    {
        PushState.NoPublicAddress => $"looked at every {mailbox.PollMinutes} minutes: no public address is set up for push",
        PushState.Pending => $"push is being set up; looked at every {mailbox.PollMinutes} minutes",
        PushState.Failing => $"push does not work at present; looked at every {mailbox.PollMinutes} minutes",
        _ => null,
    };

    public static string Dot(MailboxState state) => state switch
    {
        MailboxState.Active => "dot",
        MailboxState.Backfilling or MailboxState.Retrying => "dot warn",
        MailboxState.NeedsReconnect => "dot bad",
        _ => "dot off",
    };

    /// <summary>"about 4 minutes left", from the rate of now; null while nothing can be said.</summary>
    public static string? TimeLeft(MailboxStatus mailbox)
    {
        if (mailbox.ProgressRate is not > 0 || mailbox.ProgressTotal <= mailbox.ProgressDone)
            return null;
        var seconds = (mailbox.ProgressTotal - mailbox.ProgressDone) / mailbox.ProgressRate.Value;
        return seconds switch
        {
            < 10 => "a few seconds left",
            < 60 => "less than a minute left",
            < 90 => "about a minute left",
            < 5400 => $"about {Math.Round(seconds / 60)} minutes left",
            _ => $"about {Math.Round(seconds / 3600)} hours left",
        };
    }

    public static string Count(int number) => number.ToString("N0", Words);
}
