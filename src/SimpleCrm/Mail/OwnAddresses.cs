namespace SimpleCrm.Mail;

/// <summary>The addresses of one person, with subaddresses (RFC 5233) and Gmail's spellings of the same mailbox.</summary>
internal sealed class OwnAddresses(IEnumerable<string> addresses)
{
    private readonly HashSet<string> _own = addresses.Select(Canonical).ToHashSet(StringComparer.Ordinal);

    internal bool Contains(string email) => email.Length > 0 && _own.Contains(Canonical(email));

    internal string? FirstIn(IEnumerable<EmailAddress> named) => named.FirstOrDefault(a => Contains(a.Email))?.Email;

    private static string Canonical(string email)
    {
        var at = email.LastIndexOf('@');
        if (at < 1)
            return email.ToLowerInvariant();
        var local = email[..at].ToLowerInvariant();
        var domain = email[(at + 1)..].ToLowerInvariant();
        if (local.IndexOf('+') is > 0 and var plus)
            local = local[..plus];
        if (domain is "gmail.com" or "googlemail.com")
            (local, domain) = (local.Replace(".", ""), "gmail.com");
        return local + "@" + domain;
    }
}
