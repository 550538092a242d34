namespace SimpleCrm.TestServers.Smtp;

/// <summary>The moments of an SMTP conversation at which a script may step in.</summary>
public enum SmtpStep
{
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    MailFrom,
    RcptTo,
    Data,

    /// <summary>After the first line of the email has been read, before the final dot.</summary>
    Content,

    /// <summary>After the final dot has been read, before it is answered.</summary>
    FinalDot,
    Quit,
}
