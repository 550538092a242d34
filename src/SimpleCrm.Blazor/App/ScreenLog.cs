namespace SimpleCrm.Blazor.App;

internal static partial class ScreenLog
{
    [LoggerMessage(3100, LogLevel.Error, "A page could not be shown")]
    public static partial void PageFailed(ILogger logger, Exception exception);

    [LoggerMessage(3101, LogLevel.Error, "A thread could not be shown")]
    public static partial void ThreadFailed(ILogger logger, Exception exception);

    [LoggerMessage(3102, LogLevel.Error, "A list of threads could not be read")]
    public static partial void ListFailed(ILogger logger, Exception exception);

    [LoggerMessage(3103, LogLevel.Error, "An act of a person on their mail failed: {Kind}")]
    public static partial void ActFailed(ILogger logger, Exception exception, string kind);

    [LoggerMessage(3104, LogLevel.Error, "Records could not be read")]
    public static partial void RecordsFailed(ILogger logger, Exception exception);

    [LoggerMessage(3105, LogLevel.Error, "A record could not be stored")]
    public static partial void RecordNotStored(ILogger logger, Exception exception);

    [LoggerMessage(3106, LogLevel.Error, "A timeline could not be read")]
    public static partial void TimelineFailed(ILogger logger, Exception exception);

    [LoggerMessage(3107, LogLevel.Error, "What is known around a thread could not be read")]
    public static partial void SurroundingsFailed(ILogger logger, Exception exception);
}
