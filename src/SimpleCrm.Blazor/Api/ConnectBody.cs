using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/connect</c>.</summary>
public sealed record ConnectBody
{
    /// <summary>"imap"; "gmail" and "outlook" where the administrator has configured them.</summary>
    public string? Provider { get; init; }

    /// <summary>The mailbox's address; also the login name unless <see cref="Username"/> is given.</summary>
    public string? Address { get; init; }

    /// <summary>The sender's name on its emails.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Login name; the address when absent.</summary>
    public string? Username { get; init; }

    /// <summary>Password or app password, used for both servers.</summary>
    public string? Password { get; init; }

    /// <summary>The incoming server.</summary>
    public ServerBody? Imap { get; init; }

    /// <summary>The outgoing server.</summary>
    public ServerBody? Smtp { get; init; }

    /// <summary>Says nothing, so that no log can.</summary>
    public override string ToString() => nameof(ConnectBody);

    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(Address))
            mistakes["address"] = ["Send the mailbox's email address."];
        if (string.IsNullOrEmpty(Password))
            mistakes["password"] = ["Send the mailbox's password or app password."];
        if (Imap is null)
            mistakes["imap"] = ["Send the incoming server as {host, port, security}."];
        if (Smtp is null)
            mistakes["smtp"] = ["Send the outgoing server as {host, port, security}."];
        return mistakes;
    }

    internal ImapAccount ToAccount() => new()
    {
        Address = Address!,
        DisplayName = DisplayName ?? "",
        UserName = Username ?? "",
        Password = Password,
        Imap = Imap!.ToSettings(),
        Smtp = Smtp!.ToSettings(),
    };
}
