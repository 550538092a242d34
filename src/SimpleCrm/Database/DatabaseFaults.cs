using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database;

/// <summary>Recognises failures of the database or its disk that pass by themselves or by somebody's help.</summary>
internal static class DatabaseFaults
{
    private const int NoSpaceLinux = 28, NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>DiskFull, DatabaseBusy, or null when the failure is of another kind.</summary>
    public static MailboxProblem? Classify(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is IOException { HResult: NoSpaceLinux or NoSpaceWindows })
                return MailboxProblem.DiskFull;
            foreach (var engine in DatabaseEngines.All)
            {
                if (engine.Classify(exception) is { } problem)
                    return problem;
            }
        }
        return null;
    }
}
