using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Settings;

/// <summary>What is being entered about a mailbox, and what is wrong with it.</summary>
public sealed class MailboxEntry
{
    private string _suggestedFor = "";

    public string Address { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string Password { get; set; } = "";
    public string UserName { get; set; } = "";
    public ServerEntry Imap { get; } = new() { Port = 993 };
    public ServerEntry Smtp { get; } = new() { Port = 465 };
    public bool HasOwnSmtpLogin { get; set; }
    public string SmtpUserName { get; set; } = "";
    public string SmtpPassword { get; set; } = "";
    public int PollMinutes { get; set; } = 5;

    /// <summary>What must be known before a password is entered.</summary>
    public string? Advice { get; private set; }

    /// <summary>Where the servers came from; null while nothing was found.</summary>
    public DiscoverySource? Source { get; private set; }

    /// <summary>Field, as the API names it, and what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; private set; } = new Dictionary<string, string>();

    /// <summary>The address has servers, found or entered.</summary>
    public bool HasServers => Imap.Host.Length > 0 && Smtp.Host.Length > 0;

    public bool NeedsDiscovery => Address.Contains('@') && _suggestedFor != Address.Trim();

    public static MailboxEntry Of(MailboxStatus mailbox)
    {
        var entry = new MailboxEntry
        {
            Address = mailbox.Address,
            DisplayName = mailbox.DisplayName,
            UserName = mailbox.UserName == mailbox.Address ? "" : mailbox.UserName,
            PollMinutes = mailbox.PollMinutes,
            _suggestedFor = mailbox.Address,
        };
        entry.Imap.Take(mailbox.Imap);
        entry.Smtp.Take(mailbox.Smtp);
        return entry;
    }

    public void Suggest(DiscoveredServers? found)
    {
        _suggestedFor = Address.Trim();
        Source = found?.Source;
        Advice = found?.Advice;
        if (found is null)
            return;
        Imap.Take(found.Imap);
        Smtp.Take(found.Smtp);
        UserName = string.Equals(found.UserName, _suggestedFor, StringComparison.OrdinalIgnoreCase) ? "" : found.UserName;
    }

    public void Blame(IEnumerable<AccountFault> faults) =>
        Faults = faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => string.Join(" ", g.Select(f => f.Message)));

    public string? Fault(string field) => Faults.GetValueOrDefault(field);

    /// <summary>A fault that no visible field shows belongs in sight nevertheless.</summary>
    public bool BlamesServers => Faults.Keys.Any(f => f.StartsWith("imap.", StringComparison.Ordinal) || f.StartsWith("smtp", StringComparison.Ordinal) || f == "username");

    /// <param name="keepPassword">An empty password means the stored one.</param>
    public ImapAccount ToAccount(bool keepPassword) => new()
    {
        Address = Address.Trim(),
        DisplayName = DisplayName.Trim(),
        UserName = UserName.Trim(),
        Password = keepPassword && Password.Length == 0 ? null : Password,
        Imap = Imap.ToSettings(),
        Smtp = Smtp.ToSettings(),
        SmtpUserName = HasOwnSmtpLogin ? SmtpUserName.Trim() : null,
        SmtpPassword = HasOwnSmtpLogin ? SmtpPassword : null,
        PollMinutes = PollMinutes,
    };
}
