using System.Text;

namespace SimpleCrm.MailProviders.Tests;

internal static class TestEmails
{
    public static byte[] Simple(string subject, string? messageId = null, string extraHeaders = "") => Encoding.UTF8.GetBytes(
        $"From: Ada <ada@mercier.example>\r\nTo: bob@northwind.test\r\nSubject: {subject}\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n"
        + $"Message-ID: <{messageId ?? Guid.NewGuid().ToString("N") + "@mercier.example"}>\r\n{extraHeaders}\r\nHello\r\n");

    /// <summary>Text, and a file of random bytes in base64.</summary>
    public static (byte[] Email, byte[] File) WithFile(int fileSize, string fileName = "offer.pdf")
    {
        var file = new byte[fileSize];
        new Random(fileSize).NextBytes(file);
        var text = new StringBuilder()
            .Append("From: Ada <ada@mercier.example>\r\nTo: bob@northwind.test\r\nSubject: Our offer\r\nMIME-Version: 1.0\r\nMessage-ID: <offer@mercier.example>\r\n")
            .Append("Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n")
            .Append("--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe from Ada\r\n")
            .Append("--in\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Gr=FC=DFe from Ada</p>\r\n--in--\r\n")
            .Append($"--cut\r\nContent-Type: application/pdf; name=\"{fileName}\"\r\nContent-Disposition: attachment; filename=\"{fileName}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n--cut--\r\n");
        return (Encoding.UTF8.GetBytes(text.ToString()), file);
    }
}
