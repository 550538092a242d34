using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.Discovery;

/// <summary>The servers of well-known providers, as they publish them.</summary>
internal static class KnownProviders
{
    private sealed record Row(string Imap, string Smtp, string[] Domains, string[] Exchangers);

    // A server is host:port with "+" for STARTTLS; everything else is TLS from the first byte. Exchangers are the parent domains of MX hosts.
    private static readonly Row[] Table =
    [
        new("imap.gmail.com:993", "smtp.gmail.com:465", ["gmail.com", "googlemail.com", "google.com"], ["google.com", "googlemail.com"]),
        new("outlook.office365.com:993", "smtp-mail.outlook.com:587+", ["outlook.com", "hotmail.com", "live.com", "msn.com", "hotmail.co.uk", "hotmail.fr",
            "hotmail.de", "hotmail.it", "hotmail.es", "live.co.uk", "live.fr", "live.de", "live.nl", "outlook.de", "outlook.fr", "outlook.es", "outlook.it"], []),
        new("outlook.office365.com:993", "smtp.office365.com:587+", [], ["mail.protection.outlook.com", "mx.microsoft"]),
        new("imap.mail.me.com:993", "smtp.mail.me.com:587+", ["icloud.com", "me.com", "mac.com"], ["mail.icloud.com"]),
        new("imap.mail.yahoo.com:993", "smtp.mail.yahoo.com:465", ["yahoo.com", "ymail.com", "rocketmail.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.it",
            "yahoo.es", "yahoo.ca", "yahoo.in", "yahoo.co.in", "yahoo.com.br", "yahoo.com.au"], ["yahoodns.net"]),
        new("imap.mail.yahoo.co.jp:993", "smtp.mail.yahoo.co.jp:465", ["yahoo.co.jp"], []),
        new("imap.aol.com:993", "smtp.aol.com:465", ["aol.com", "aol.de", "aim.com"], []),
        new("imap.zoho.com:993", "smtp.zoho.com:465", ["zoho.com", "zohomail.com"], ["zoho.com"]),
        new("imap.zoho.eu:993", "smtp.zoho.eu:465", ["zohomail.eu"], ["zoho.eu"]),
        new("imap.fastmail.com:993", "smtp.fastmail.com:465", ["fastmail.com", "fastmail.fm"], ["messagingengine.com"]),
        new("imap.gmx.net:993", "mail.gmx.net:465", ["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], []),
        new("imap.gmx.com:993", "mail.gmx.com:465", ["gmx.com", "gmx.co.uk", "gmx.fr", "gmx.es"], []),
        new("imap.web.de:993", "smtp.web.de:465", ["web.de"], []),
        new("imap.mail.com:993", "smtp.mail.com:465", ["mail.com", "email.com"], []),
        new("secureimap.t-online.de:993", "securesmtp.t-online.de:465", ["t-online.de", "magenta.de"], []),
        new("imap.freenet.de:993", "mx.freenet.de:465", ["freenet.de"], []),
        new("posteo.de:993", "posteo.de:465", ["posteo.de", "posteo.net"], ["posteo.de"]),
        new("imap.mailbox.org:993", "smtp.mailbox.org:465", ["mailbox.org"], ["mailbox.org"]),
        new("imap.ionos.de:993", "smtp.ionos.de:465", ["online.de", "onlinehome.de"], ["kundenserver.de", "ionos.de"]),
        new("imap.ionos.com:993", "smtp.ionos.com:465", [], ["ionos.com", "perfora.net"]),
        new("imap.ionos.co.uk:993", "smtp.ionos.co.uk:465", [], ["ionos.co.uk"]),
        new("imap.strato.de:993", "smtp.strato.de:465", [], ["strato.de", "rzone.de"]),
        new("mail.infomaniak.com:993", "mail.infomaniak.com:465", ["ik.me", "ikmail.com"], ["infomaniak.ch"]),
        new("mail.gandi.net:993", "mail.gandi.net:465", [], ["mail.gandi.net"]),
        new("ssl0.ovh.net:993", "ssl0.ovh.net:465", [], ["mail.ovh.net"]),
        new("imap.orange.fr:993", "smtp.orange.fr:465", ["orange.fr", "wanadoo.fr"], []),
        new("imap.free.fr:993", "smtp.free.fr:465", ["free.fr"], []),
        new("imap.sfr.fr:993", "smtp.sfr.fr:465", ["sfr.fr", "neuf.fr"], []),
        new("imap.laposte.net:993", "smtp.laposte.net:465", ["laposte.net"], []),
        new("imapmail.libero.it:993", "smtp.libero.it:465", ["libero.it", "iol.it"], []),
        new("in.virgilio.it:993", "out.virgilio.it:465", ["virgilio.it"], []),
        new("imaps.aruba.it:993", "smtps.aruba.it:465", ["aruba.it"], ["aruba.it"]),
        new("imap.ziggo.nl:993", "smtp.ziggo.nl:587+", ["ziggo.nl"], []),
        new("imap.kpnmail.nl:993", "smtp.kpnmail.nl:587+", ["kpnmail.nl", "planet.nl"], []),
        new("imap.telenet.be:993", "smtp.telenet.be:465", ["telenet.be"], []),
        new("imaps.bluewin.ch:993", "smtpauths.bluewin.ch:465", ["bluewin.ch"], []),
        new("imap.seznam.cz:993", "smtp.seznam.cz:465", ["seznam.cz", "email.cz"], ["seznam.cz"]),
        new("imap.wp.pl:993", "smtp.wp.pl:465", ["wp.pl"], []),
        new("imap.poczta.onet.pl:993", "smtp.poczta.onet.pl:465", ["onet.pl", "op.pl", "vp.pl"], []),
        new("poczta.interia.pl:993", "poczta.interia.pl:465", ["interia.pl"], []),
        new("poczta.o2.pl:993", "poczta.o2.pl:465", ["o2.pl"], []),
        new("imap.mail.ru:993", "smtp.mail.ru:465", ["mail.ru", "bk.ru", "inbox.ru", "list.ru"], ["mail.ru"]),
        new("imap.yandex.com:993", "smtp.yandex.com:465", ["yandex.com", "yandex.ru", "ya.ru", "yandex.by", "yandex.kz"], ["yandex.net", "yandex.ru"]),
        new("imap.rambler.ru:993", "smtp.rambler.ru:465", ["rambler.ru"], []),
        new("imap.ukr.net:993", "smtp.ukr.net:465", ["ukr.net"], []),
        new("imap.163.com:993", "smtp.163.com:465", ["163.com"], []),
        new("imap.126.com:993", "smtp.126.com:465", ["126.com"], []),
        new("imap.qq.com:993", "smtp.qq.com:465", ["qq.com", "foxmail.com"], []),
        new("imap.exmail.qq.com:993", "smtp.exmail.qq.com:465", [], ["mxbiz1.qq.com", "mxbiz2.qq.com"]),
        new("imap.naver.com:993", "smtp.naver.com:465", ["naver.com"], []),
        new("imap.comcast.net:993", "smtp.comcast.net:465", ["comcast.net"], []),
        new("imap.mail.att.net:993", "smtp.mail.att.net:465", ["att.net", "sbcglobal.net"], []),
        new("mail.btinternet.com:993", "mail.btinternet.com:465", ["btinternet.com"], []),
        new("secure.emailsrvr.com:993", "secure.emailsrvr.com:465", [], ["emailsrvr.com"]),
        new("imap.secureserver.net:993", "smtpout.secureserver.net:465", [], ["secureserver.net"]),
        new("imap.migadu.com:993", "smtp.migadu.com:465", [], ["migadu.com"]),
        new("mail.privateemail.com:993", "mail.privateemail.com:465", [], ["privateemail.com"]),
        new("imap.dreamhost.com:993", "smtp.dreamhost.com:465", [], ["dreamhost.com"]),
    ];

    public static (ServerSettings Imap, ServerSettings Smtp)? OfDomain(string domain) => Settings(
        Table.FirstOrDefault(row => row.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whose servers receive the mail of a domain.</summary>
    public static (ServerSettings Imap, ServerSettings Smtp)? OfExchanger(string host) => Settings(
        Table.FirstOrDefault(row => row.Exchangers.Any(e => host.Equals(e, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + e, StringComparison.OrdinalIgnoreCase))));

    private static (ServerSettings, ServerSettings)? Settings(Row? row) => row is null ? null : (Server(row.Imap), Server(row.Smtp));

    private static ServerSettings Server(string text)
    {
        var isStartTls = text.EndsWith('+');
        var colon = text.IndexOf(':');
        return new ServerSettings
        {
            Host = text[..colon],
            Port = int.Parse(text.AsSpan(colon + 1).TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture),
            Security = isStartTls ? ConnectionSecurity.StartTls : ConnectionSecurity.Tls,
        };
    }
}
