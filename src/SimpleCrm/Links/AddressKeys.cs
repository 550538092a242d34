using System.Globalization;
using System.Text;

namespace SimpleCrm.Links;

/// <summary>
/// Spellings of one address brought to one form. <see cref="Exact"/> forgives how it was written (case, quotes, "mailto:", letters of other scripts
/// in the domain, RFC 5891); the key also leaves out what leads to the same mailbox (subaddresses, RFC 5233; Gmail's dots).
/// </summary>
internal static class AddressKeys
{
    public const int MaxLength = 320;

    /// <summary>The address as it is compared; empty when it is none.</summary>
    public static string Exact(string? address)
    {
        var bare = Bare(address.AsSpan());
        var at = bare.LastIndexOf('@');
        if (at < 1 || at == bare.Length - 1)
            return "";
        var exact = $"{Local(bare[..at])}@{Domain(bare[(at + 1)..].ToString())}";
        return exact.Length <= MaxLength ? exact : "";
    }

    /// <summary>The mailbox that an address leads to; empty when it is none.</summary>
    public static string Of(string? address)
    {
        var exact = Exact(address);
        var at = exact.LastIndexOf('@');
        if (at < 1)
            return "";
        var local = exact.AsSpan(0, at);
        var domain = exact.AsSpan(at + 1);
        if (local.IndexOf('+') is > 0 and var plus)
            local = local[..plus];
        if (domain is not ("gmail.com" or "googlemail.com"))
            return local.Length == at ? exact : $"{local}@{domain}";
        var plain = local.ToString().Replace(".", "", StringComparison.Ordinal);
        return $"{(plain.Length > 0 ? plain : local.ToString())}@gmail.com";
    }

    /// <summary>A domain in lower case and ASCII, without the root's dot.</summary>
    public static string Domain(string domain)
    {
        domain = domain.Trim().TrimEnd('.');
        if (!Ascii.IsValid(domain))
        {
            try
            {
                domain = new IdnMapping().GetAscii(domain);
            }
            catch (ArgumentException)
            {
                // No name of the DNS: compared as it stands.
            }
        }
        return domain.ToLowerInvariant();
    }

    private static string Local(ReadOnlySpan<char> local)
    {
        // Quotes are not part of the address (RFC 5321 §4.1.2).
        if (local is ['"', .., '"'] && local.Length > 2)
            local = local[1..^1];
        var text = local.ToString().ToLowerInvariant();
        try
        {
            return Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t<>");
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            text = text[7..];
        return text is ['\'', .., '\''] && text.Length > 2 ? text[1..^1] : text;
    }
}
