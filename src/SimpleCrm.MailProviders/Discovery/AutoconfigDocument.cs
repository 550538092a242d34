using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Discovery;

/// <summary>Reads Mozilla's autoconfig format, version 1.1. Anything unsafe in it (no encryption, no password login) is passed over.</summary>
internal static class AutoconfigDocument
{
    private static readonly string[] PasswordLogins = ["password-cleartext", "plain", "password-encrypted", "secure"];

    public static (ServerSettings Imap, ServerSettings Smtp, string UserName)? Read(string xml, string address)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = SafeHttp.MaxBytes,
            });
            document = XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
        if (document.Root is not { Name.LocalName: "clientConfig" } root || root.Element("emailProvider") is not { } provider)
            return null;
        var incoming = provider.Elements("incomingServer").Where(e => (string?)e.Attribute("type") == "imap")
            .Select(e => (Server: Server(e, address), Element: e)).FirstOrDefault(s => s.Server is not null);
        var outgoing = provider.Elements("outgoingServer").Where(e => (string?)e.Attribute("type") == "smtp")
            .Select(e => Server(e, address)).FirstOrDefault(s => s is not null);
        if (incoming.Server is null || outgoing is null)
            return null;
        var userName = Fill((string?)incoming.Element.Element("username") ?? "%EMAILADDRESS%", address);
        return (incoming.Server, outgoing, userName.Length is > 0 and <= 320 && !userName.Any(char.IsControl) ? userName : address);
    }

    private static ServerSettings? Server(XElement element, string address)
    {
        var host = Fill((string?)element.Element("hostname") ?? "", address).ToLowerInvariant();
        ConnectionSecurity? security = ((string?)element.Element("socketType"))?.Trim().ToUpperInvariant() switch
        {
            "SSL" or "TLS" => ConnectionSecurity.Tls,
            "STARTTLS" => ConnectionSecurity.StartTls,
            _ => null,
        };
        var logins = element.Elements("authentication").Select(a => a.Value.Trim().ToLowerInvariant()).ToList();
        if (security is null || Uri.CheckHostName(host) == UriHostNameType.Unknown
            || !int.TryParse(((string?)element.Element("port"))?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535
            || (logins.Count > 0 && !logins.Exists(PasswordLogins.Contains)))
            return null;
        return new ServerSettings { Host = host, Port = port, Security = security.Value };
    }

    private static string Fill(string text, string address)
    {
        var at = address.LastIndexOf('@');
        return text.Trim()
            .Replace("%EMAILADDRESS%", address, StringComparison.Ordinal)
            .Replace("%EMAILLOCALPART%", address[..at], StringComparison.Ordinal)
            .Replace("%EMAILDOMAIN%", address[(at + 1)..], StringComparison.Ordinal);
    }
}
