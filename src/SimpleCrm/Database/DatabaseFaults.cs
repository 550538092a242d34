using Microsoft.Data.Sqlite;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Database;

/// <summary>Recognises failures of the database or its disk that pass by themselves or by somebody's help.</summary>
internal static class DatabaseFaults
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteIoError = 10, SqliteFull = 13, SqliteCannotOpen = 14;
    private const int NoSpaceLinux = 28, NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>DiskFull, DatabaseBusy, or null when the failure is of another kind.</summary>
    public static MailboxProblem? Classify(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            switch (exception)
            {
                case SqliteException { SqliteErrorCode: SqliteFull or SqliteIoError or SqliteCannotOpen }:
                case IOException { HResult: NoSpaceLinux or NoSpaceWindows }:
                    return MailboxProblem.DiskFull;
                case SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }:
                    return MailboxProblem.DatabaseBusy;
            }
        }
        return null;
    }
}
