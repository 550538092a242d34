using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>Says what a submission server's refusal means, by its reply codes (RFC 5321, RFC 3463, RFC 4954).</summary>
internal static class SmtpErrors
{
    public static MailboxAccessException OfConnecting(Exception exception, ConnectState state)
    {
        var (code, enhanced, words) = LastReply(state.Tail.LastLine());
        MailboxProblem? problem = exception switch
        {
            SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } => MailboxProblem.ServerBusy,
            AuthenticationException or SaslException => OfLogin(code, enhanced, state.Quirks),
            SmtpCommandException command => (int)command.StatusCode is >= 400 and < 500 ? MailboxProblem.ServerBusy : MailboxProblem.ServerError,
            SmtpProtocolException when code == 421 => MailboxProblem.ServerBusy,
            _ => null,
        };
        if (problem is not { } known)
            return ImapErrors.OfConnecting(exception, state);
        return new MailboxAccessException(known, ImapErrors.Shorten(words), exception) { Side = MailServerSide.Outgoing };
    }

    private static MailboxProblem OfLogin(int code, string enhanced, ServerQuirks quirks) => code switch
    {
        421 or 454 or 432 or 450 or 451 => MailboxProblem.ServerBusy,
        530 or 538 => MailboxProblem.TlsNotOffered,
        // Microsoft: basic authentication is switched off for the tenant or the account.
        _ when quirks.RefusesPasswords || enhanced is "5.7.139" or "5.7.30" or "5.7.57" => MailboxProblem.LoginDisabled,
        // Google and others: this password is right, and only an app password may be used here.
        534 when enhanced == "5.7.9" => MailboxProblem.AppPasswordNeeded,
        _ when quirks.WantsAppPassword => MailboxProblem.AppPasswordNeeded,
        _ => MailboxProblem.WrongPassword,
    };

    private static (int Code, string Enhanced, string Words) LastReply(string line)
    {
        if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return (0, "", "");
        var words = line.Length > 4 ? line[4..] : "";
        var space = words.IndexOf(' ');
        var first = space < 0 ? words : words[..space];
        return first.Length >= 5 && first.Count(c => c == '.') == 2 && first.All(c => c is '.' or (>= '0' and <= '9'))
            ? (code, first, words)
            : (code, "", words);
    }
}
