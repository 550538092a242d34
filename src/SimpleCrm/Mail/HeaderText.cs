using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.Mail;

/// <summary>Header values as text: raw 8-bit octets by what they are, encoded words (RFC 2047) undone.</summary>
internal static class HeaderText
{
    internal static readonly ParserOptions Options = CreateOptions();

    internal static ParserOptions CreateOptions()
    {
        Charsets.Register();
        var options = ParserOptions.Default.Clone();
        options.CharsetEncoding = Encoding.UTF8;
        return options;
    }

    /// <summary>Octets as text without undoing encoded words; folding is white space.</summary>
    internal static string Raw(byte[] value) => Charsets.Decode(value, null, static _ => { });

    internal static string Decode(byte[] value) => Decode(Raw(value));

    internal static string Decode(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
            return value;
        return Rfc2047.DecodeText(Options, Encoding.UTF8.GetBytes(value));
    }
}
