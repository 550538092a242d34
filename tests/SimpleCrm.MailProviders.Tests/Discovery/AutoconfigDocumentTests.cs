using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Discovery;
using Xunit;

namespace SimpleCrm.MailProviders.Tests.Discovery;

public class AutoconfigDocumentTests
{
    internal const string Good = """
        <?xml version="1.0" encoding="UTF-8"?>
        <clientConfig version="1.1">
          <emailProvider id="northwind.example">
            <domain>northwind.example</domain>
            <incomingServer type="pop3"><hostname>pop.northwind.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
            <incomingServer type="imap"><hostname>plain.northwind.example</hostname><port>143</port><socketType>plain</socketType><authentication>password-cleartext</authentication></incomingServer>
            <incomingServer type="imap"><hostname>oauth.northwind.example</hostname><port>993</port><socketType>SSL</socketType><authentication>OAuth2</authentication></incomingServer>
            <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>
            <outgoingServer type="smtp"><hostname>smtp.northwind.example</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer>
          </emailProvider>
        </clientConfig>
        """;

    [Fact]
    public void First_safe_servers_are_taken_and_placeholders_filled()
    {
        var (imap, smtp, userName) = AutoconfigDocument.Read(Good, "ada@northwind.example")!.Value;
        Assert.Equal(new ServerSettings { Host = "imap.northwind.example", Port = 993, Security = ConnectionSecurity.Tls }, imap);
        Assert.Equal(new ServerSettings { Host = "smtp.northwind.example", Port = 587, Security = ConnectionSecurity.StartTls }, smtp);
        Assert.Equal("ada", userName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<html><body>404</body></html>")]
    [InlineData("<clientConfig><emailProvider/></clientConfig>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><clientConfig><emailProvider><domain>&a;</domain></emailProvider></clientConfig>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><clientConfig>&b;</clientConfig>")]
    public void Anything_else_is_no_answer(string xml) => Assert.Null(AutoconfigDocument.Read(xml, "ada@northwind.example"));

    [Theory]
    [InlineData("imap.%EMAILDOMAIN%", "imap.northwind.example/../x")]
    [InlineData("<port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%", "<port>99999</port><socketType>SSL</socketType><username>%EMAILLOCALPART%")]
    [InlineData("smtp.northwind.example", "smtp northwind")]
    public void Servers_that_cannot_be_are_passed_over(string from, string to) =>
        Assert.Null(AutoconfigDocument.Read(Good.Replace(from, to, StringComparison.Ordinal), "ada@northwind.example"));
}
