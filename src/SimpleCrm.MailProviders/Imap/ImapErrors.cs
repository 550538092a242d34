using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using SimpleCrm.MailProviders.Dialing;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Says what a failure means: by exception types and response codes (RFC 3501, RFC 5530), not by the server's words.</summary>
internal static class ImapErrors
{
    private const int MaxDetail = 300;

    /// <summary>Failures that are the account's or the network's, and thus become a <see cref="MailboxAccessException"/>.</summary>
    public static bool IsAccess(Exception exception) => exception is IOException or SocketException or ProtocolException or CommandException
        or MailKit.Security.AuthenticationException or SaslException or SslHandshakeException or NotSupportedException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or FolderNotFoundException or PrivateAddressException or ObjectDisposedException or TimeoutException
        or System.Security.Authentication.AuthenticationException;

    /// <summary>A failure before the session stood.</summary>
    public static MailboxAccessException OfConnecting(Exception exception, ConnectState state)
    {
        var (code, words) = state.Tail.LastRefusal();
        var detail = Shorten(words);
        var problem = exception switch
        {
            MailboxAccessException known => known.Problem,
            PrivateAddressException => MailboxProblem.PrivateAddressNotAllowed,
            _ when state.Tail.Greeting.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase) => MailboxProblem.ServerBusy,
            SslHandshakeException or System.Security.Authentication.AuthenticationException =>
                state.Certificate.Refused ? MailboxProblem.BadCertificate : MailboxProblem.TlsNotOffered,
            NotSupportedException => MailboxProblem.TlsNotOffered,
            SocketException socket => OfSocket(socket.SocketErrorCode),
            MailKit.Security.AuthenticationException or SaslException => OfLogin(code, state.Quirks, state.LoginDisabled),
            _ when state.Stream?.TimedOut == true => MailboxProblem.TimedOut,
            OperationCanceledException or TimeoutException => MailboxProblem.TimedOut,
            IOException { InnerException: SocketException socket } when !state.Greeted => OfSocket(socket.SocketErrorCode),
            ProtocolException or IOException when !state.Greeted => MailboxProblem.NotAMailServer,
            CommandException or ProtocolException when IsBusy(code) => MailboxProblem.ServerBusy,
            // Before the login, the only command that a server can refuse and that matters is STARTTLS.
            CommandException when !state.Connected => MailboxProblem.TlsNotOffered,
            CommandException => MailboxProblem.ServerError,
            _ => MailboxProblem.ConnectionLost,
        };
        if (problem == MailboxProblem.BadCertificate)
            detail = state.Certificate.Reason;
        return new MailboxAccessException(problem, (exception as MailboxAccessException)?.Detail ?? detail, exception) { Side = state.Side };
    }

    /// <summary>A failure of an open session.</summary>
    public static MailboxAccessException OfSession(Exception exception, ConnectState state, bool isConnected)
    {
        var (code, words) = exception is CommandException ? state.Tail.LastRefusal() : ("", "");
        var folderOnly = isConnected && exception is CommandException or FolderNotFoundException;
        var problem = exception switch
        {
            FolderNotFoundException => MailboxProblem.FoldersUnreadable,
            CommandException when IsBusy(code) => MailboxProblem.ServerBusy,
            CommandException when code == "OVERQUOTA" => MailboxProblem.ServerFull,
            CommandException => MailboxProblem.ServerError,
            _ when state.Stream?.TimedOut == true => MailboxProblem.TimedOut,
            OperationCanceledException or TimeoutException => MailboxProblem.TimedOut,
            ImapProtocolException when isConnected => MailboxProblem.ServerError,
            _ => MailboxProblem.ConnectionLost,
        };
        var detail = words.Length > 0 ? words : exception is ImapCommandException refused ? refused.ResponseText : null;
        return new MailboxAccessException(problem, Shorten(detail), exception)
        {
            Side = state.Side,
            IsFolderOnly = folderOnly && problem != MailboxProblem.ServerBusy,
            RetryAfter = BackOff(words),
        };
    }

    internal static MailboxProblem OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => MailboxProblem.UnknownHost,
        SocketError.ConnectionRefused => MailboxProblem.ConnectionRefused,
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => MailboxProblem.TimedOut,
        _ => MailboxProblem.ConnectionLost,
    };

    private static MailboxProblem OfLogin(string code, ServerQuirks quirks, bool loginDisabled) => code switch
    {
        _ when IsBusy(code) => MailboxProblem.ServerBusy,
        "PRIVACYREQUIRED" => MailboxProblem.TlsNotOffered,
        _ when quirks.RefusesPasswords => MailboxProblem.LoginDisabled,
        _ when quirks.WantsAppPassword => MailboxProblem.AppPasswordNeeded,
        _ when loginDisabled => MailboxProblem.LoginDisabled,
        "CONTACTADMIN" => MailboxProblem.LoginDisabled,
        _ => MailboxProblem.WrongPassword,
    };

    private static bool IsBusy(string code) => code is "UNAVAILABLE" or "INUSE" or "LIMIT" or "SERVERBUG" or "THROTTLED";

    // Exchange Online names the wait in milliseconds: "Request is throttled. Suggested Backoff Time: 299961 milliseconds".
    private static TimeSpan? BackOff(string words)
    {
        const string Mark = "Backoff Time:";
        var at = words.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var number = words.AsSpan(at + Mark.Length).TrimStart();
        var end = number.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? number : number[..end], out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    internal static string? Shorten(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return null;
        var clean = new string([.. words.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length <= MaxDetail ? clean : clean[..MaxDetail];
    }
}
