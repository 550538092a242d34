namespace SimpleCrm.TestServers.Smtp;

/// <summary>What a scripted server does instead of the ordinary thing.</summary>
/// <param name="Reply">Said in place of the usual reply. Several lines, separated by CRLF, are sent as they are.</param>
/// <param name="Drops">The connection is closed without a reply.</param>
/// <param name="Accepts">At the final dot: the email goes into the ledger all the same.</param>
/// <param name="Until">The reaction, or the usual reply, comes only when this has completed.</param>
public sealed record SmtpReaction(string? Reply = null, bool Drops = false, bool Accepts = false, Task? Until = null)
{
    /// <summary>Closes the line; nothing is accepted.</summary>
    public static SmtpReaction Drop { get; } = new(Drops: true);

    /// <summary>At the final dot: takes the email in and closes the line before saying so.</summary>
    public static SmtpReaction AcceptAndDrop { get; } = new(Drops: true, Accepts: true);

    /// <summary>Refuses, such as <c>451 4.7.1 try again later</c>.</summary>
    public static SmtpReaction Refuse(string reply) => new(reply);

    /// <summary>Does the usual thing, and says so only when told to. At the final dot the email is accepted before.</summary>
    public static SmtpReaction Hold(Task until) => new(Until: until);

    /// <summary>Does the usual thing and says so after a while.</summary>
    /// <param name="delay">Counted from now.</param>
    public static SmtpReaction Delay(TimeSpan delay, TimeProvider? time = null) => new(Until: Task.Delay(delay, time ?? TimeProvider.System));

    /// <summary>At the final dot: accepts with a reply of several lines.</summary>
    public static SmtpReaction AcceptWith(string reply) => new(reply, Accepts: true);
}
