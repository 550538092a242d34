namespace SimpleCrm.Mailboxes;

/// <summary>What a person enters to connect or edit an IMAP/SMTP mailbox.</summary>
public sealed record ImapAccount
{
    /// <summary>The mailbox's address, at most 254 characters; it cannot be changed later.</summary>
    public required string Address { get; init; }

    /// <summary>The sender's name on its emails; empty for none.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Login name; empty means the address.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Password or app password; null keeps the stored one when a mailbox is edited.</summary>
    public string? Password { get; init; }

    /// <summary>The incoming server.</summary>
    public ServerSettings Imap { get; init; } = new();

    /// <summary>The outgoing server.</summary>
    public ServerSettings Smtp { get; init; } = new();

    /// <summary>Login for sending, where it differs.</summary>
    public string? SmtpUserName { get; init; }

    /// <summary>Password for sending; null means the same.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Minutes between polls, 5 to 15; null for 5, or as it was.</summary>
    public int? PollMinutes { get; init; }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(ImapAccount);
}
