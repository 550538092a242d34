namespace SimpleCrm.Blazor.Api;

internal static partial class MailHubLog
{
    [LoggerMessage(1, LogLevel.Information, "A hub connection was closed: {Failure}")]
    public static partial void Failed(ILogger logger, string failure);
}
