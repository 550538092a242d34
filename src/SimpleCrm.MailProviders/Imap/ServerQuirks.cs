namespace SimpleCrm.MailProviders.Imap;

/// <summary>What is known to be different at some mail services, in one table.</summary>
internal sealed record ServerQuirks(string Name)
{
    public static readonly ServerQuirks None = new("");

    /// <summary>Offers CONDSTORE with marks that are zero, negative, decimal or missing.</summary>
    public bool CondstoreLies { get; init; }

    /// <summary>Offers QRESYNC, or ENABLE of it, and does not keep to it.</summary>
    public bool QresyncLies { get; init; }

    /// <summary>BODYSTRUCTURE does not match the parts that FETCH serves.</summary>
    public bool StructureLies { get; init; }

    /// <summary>IDLE is offered and never tells anything.</summary>
    public bool IdleLies { get; init; }

    /// <summary>The connection is dropped, or IDLE goes deaf, after little more than this.</summary>
    public TimeSpan? IdlePeriod { get; init; }

    /// <summary>The account's own password never works; an app password made at the service does.</summary>
    public bool WantsAppPassword { get; init; }

    /// <summary>No password works any more; the account must be connected by signing in at the service.</summary>
    public bool RefusesPasswords { get; init; }

    /// <summary>Mail handed to its SMTP server appears in Sent by itself.</summary>
    public bool FilesSentItself { get; init; }

    private sealed record Row(ServerQuirks Quirks, string[] Hosts, string[] Words);

    // Hosts match whole or as a parent domain. Words are looked for in the greeting and the answer to ID, for servers under another name.
    private static readonly Row[] Table =
    [
        new(new("Gmail") { QresyncLies = true, WantsAppPassword = true, FilesSentItself = true },
            ["gmail.com", "googlemail.com"], ["Gimap ready", "GImap"]),
        new(new("iCloud") { QresyncLies = true, WantsAppPassword = true }, ["mail.me.com", "icloud.com"], ["iCloud IMAP"]),
        new(new("Yahoo") { IdlePeriod = TimeSpan.FromMinutes(3), WantsAppPassword = true, FilesSentItself = true },
            ["yahoo.com", "yahoo.co.jp", "aol.com", "ymail.com"], ["Yahoo IMAP4"]),
        new(new("Microsoft 365") { CondstoreLies = true, RefusesPasswords = true, FilesSentItself = true },
            ["outlook.office365.com", "outlook.com", "hotmail.com", "office365.com"], []),
        new(new("Exchange") { CondstoreLies = true }, [], ["Microsoft Exchange"]),
        new(new("Zoho") { CondstoreLies = true }, ["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zohocloud.ca"], ["Zoho Mail"]),
        new(new("Mail.ru") { CondstoreLies = true, WantsAppPassword = true }, ["mail.ru", "bk.ru", "inbox.ru", "list.ru"], []),
        new(new("Yandex") { StructureLies = true, WantsAppPassword = true }, ["yandex.ru", "yandex.com", "yandex.net"], ["Yandex IMAP4rev1"]),
        new(new("NetEase") { IdleLies = true, WantsAppPassword = true }, ["163.com", "126.com", "yeah.net", "188.com"], ["Coremail System"]),
        new(new("QQ") { WantsAppPassword = true }, ["qq.com", "foxmail.com"], []),
        new(new("Rambler") { IdlePeriod = TimeSpan.FromSeconds(55) }, ["rambler.ru"], []),
        new(new("Fastmail") { WantsAppPassword = true }, ["fastmail.com", "messagingengine.com"], []),
    ];

    /// <summary>What the host's name tells.</summary>
    public static ServerQuirks OfHost(string host)
    {
        host = host.TrimEnd('.');
        foreach (var row in Table)
        {
            foreach (var known in row.Hosts)
            {
                if (host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase))
                    return row.Quirks;
            }
        }
        return None;
    }

    /// <summary>What the host's name tells, else what the server says of itself.</summary>
    public static ServerQuirks Of(string host, string greeting, string? implementation)
    {
        if (OfHost(host) is { Name.Length: > 0 } known)
            return known;
        foreach (var row in Table)
        {
            foreach (var word in row.Words)
            {
                if (greeting.Contains(word, StringComparison.OrdinalIgnoreCase) || implementation?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                    return row.Quirks;
            }
        }
        return None;
    }
}
