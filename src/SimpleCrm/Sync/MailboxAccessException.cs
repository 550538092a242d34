using SimpleCrm.Mailboxes;

namespace SimpleCrm.Sync;

/// <summary>An account could not be reached or refused. Says what to do next.</summary>
public sealed class MailboxAccessException(MailboxProblem problem, string? detail, Exception? inner = null)
    : Exception($"The mailbox cannot be accessed: {problem}.", inner)
{
    /// <summary>What is wrong, from which the message for the person is made.</summary>
    public MailboxProblem Problem { get; } = problem;

    /// <summary>The server's own words, shortened; never a secret. Not for logs.</summary>
    public string? Detail { get; } = detail;

    /// <summary>"Incoming" or "Outgoing" when it matters which server failed.</summary>
    public MailServerSide? Side { get; init; }

    /// <summary>Only the person can mend it (wrong password); trying again is of no use and may lock the account.</summary>
    public bool NeedsPerson => Problem is MailboxProblem.WrongPassword or MailboxProblem.AppPasswordNeeded
        or MailboxProblem.BadCertificate or MailboxProblem.TlsNotOffered or MailboxProblem.UnencryptedNotAllowed
        or MailboxProblem.PrivateAddressNotAllowed or MailboxProblem.LoginDisabled
        || IsFinal;

    /// <summary>There is nothing to try again: the provider said that the grant is gone.</summary>
    public bool IsFinal => Problem is MailboxProblem.ConsentWithdrawn or MailboxProblem.ScopesMissing;

    /// <summary>One folder failed; the session can go on with the others.</summary>
    public bool IsFolderOnly { get; init; }

    /// <summary>The server understood this command and will not carry it out, however often it is asked (NO [CANNOT], [NOPERM], …).</summary>
    public bool IsRefusal { get; init; }

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
