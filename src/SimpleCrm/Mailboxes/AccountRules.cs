using System.Net.Mail;

namespace SimpleCrm.Mailboxes;

/// <summary>What can be known to be wrong with an account before any server is asked.</summary>
internal static class AccountRules
{
    public static List<AccountFault> Check(ImapAccount account, bool passwordNeeded)
    {
        var faults = new List<AccountFault>();
        void Fault(string field, string message) => faults.Add(new AccountFault(field, null, message));

        if (account.Address.Length > 254 || account.Address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !MailAddress.TryCreate(account.Address, out var parsed) || parsed.Address != account.Address)
            Fault("address", "Enter an email address such as name@example.com.");
        if (account.UserName.Length > 320 || account.UserName.Any(char.IsControl))
            Fault("username", "The user name must have at most 320 characters, without line breaks.");
        if (account.DisplayName.Length > 200 || account.DisplayName.Any(char.IsControl))
            Fault("displayName", "The name must have at most 200 characters, without line breaks.");
        if (passwordNeeded && string.IsNullOrEmpty(account.Password))
            Fault("password", "Enter the password.");
        else if (account.Password is { } password && (password.Length > 1000 || password.Any(char.IsControl)))
            Fault("password", "The password must have at most 1000 characters, without line breaks.");
        if (account.SmtpUserName is { } name && (name.Length > 320 || name.Any(char.IsControl)))
            Fault("smtp.username", "The user name must have at most 320 characters, without line breaks.");
        if (account.SmtpPassword is { } smtpPassword && (smtpPassword.Length > 1000 || smtpPassword.Any(char.IsControl)))
            Fault("smtp.password", "The password must have at most 1000 characters, without line breaks.");
        CheckServer(account.Imap, "imap", "incoming (IMAP)");
        CheckServer(account.Smtp, "smtp", "outgoing (SMTP)");
        if (account.PollMinutes is < 5 or > 15)
            Fault("pollMinutes", "The time between polls must be from 5 to 15 minutes.");
        return faults;

        void CheckServer(ServerSettings server, string field, string which)
        {
            if (server.Host.Length is 0 or > 253 || Uri.CheckHostName(server.Host) == UriHostNameType.Unknown)
                Fault($"{field}.host", $"Enter the host name of the {which} server, such as mail.example.com.");
            if (server.Port is < 1 or > 65535)
                Fault($"{field}.port", "The port must be from 1 to 65535.");
            if (!Enum.IsDefined(server.Security))
                Fault($"{field}.security", "The security must be none, startTls or tls.");
        }
    }
}
