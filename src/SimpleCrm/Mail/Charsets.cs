using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Decodes text by its declared charset, by what the bytes show when the declaration is missing, unknown or plainly wrong.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252;

    // Names seen in mail that .NET does not know, or knows as a subset of what senders mean by them (WHATWG Encoding Standard §4.2).
    private static readonly Dictionary<string, int> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = 1252,
        ["iso8859-1"] = 1252,
        ["iso_8859-1"] = 1252,
        ["iso88591"] = 1252,
        ["latin1"] = 1252,
        ["latin-1"] = 1252,
        ["l1"] = 1252,
        ["cp1252"] = 1252,
        ["cp-1252"] = 1252,
        ["ansi"] = 1252,
        ["windows1252"] = 1252,
        ["x-ansi"] = 1252,
        ["iso-8859-1-windows-3.1-latin-1"] = 1252,
        ["iso-8859-9"] = 1254,
        ["iso-8859-11"] = 874,
        ["tis-620"] = 874,
        ["iso-8859-8-i"] = 1255,
        ["iso-8859-8-e"] = 28598,
        ["iso-8859-6-i"] = 28596,
        ["cp1250"] = 1250,
        ["cp1251"] = 1251,
        ["cp1253"] = 1253,
        ["cp1254"] = 1254,
        ["cp1255"] = 1255,
        ["cp1256"] = 1256,
        ["cp1257"] = 1257,
        ["cp1258"] = 1258,
        ["utf8"] = 65001,
        ["utf-8n"] = 65001,
        ["utf_8"] = 65001,
        ["unicode-1-1-utf-8"] = 65001,
        ["x-utf-8"] = 65001,
        ["utf-8mb4"] = 65001,
        ["gb2312"] = 54936,
        ["gb_2312-80"] = 54936,
        ["gb2312-80"] = 54936,
        ["x-gbk"] = 54936,
        ["gbk"] = 54936,
        ["cp936"] = 54936,
        ["euc-cn"] = 54936,
        ["gb18030"] = 54936,
        ["chinese"] = 54936,
        ["big5-hkscs"] = 950,
        ["big-5"] = 950,
        ["x-x-big5"] = 950,
        ["cn-big5"] = 950,
        ["ks_c_5601-1987"] = 949,
        ["ks_c_5601"] = 949,
        ["ksc5601"] = 949,
        ["ksc_5601"] = 949,
        ["euc-kr"] = 949,
        ["korean"] = 949,
        ["cp949"] = 949,
        ["uhc"] = 949,
        ["windows-949"] = 949,
        ["iso-2022-jp"] = 50220,
        ["iso-2022-jp-1"] = 50220,
        ["iso-2022-jp-2"] = 50220,
        ["iso-2022-jp-ms"] = 50220,
        ["cp50220"] = 50220,
        ["csiso2022jp"] = 50220,
        ["shift-jis"] = 932,
        ["x-sjis"] = 932,
        ["sjis"] = 932,
        ["ms_kanji"] = 932,
        ["cp932"] = 932,
        ["windows-31j"] = 932,
        ["ms932"] = 932,
        ["x-euc-jp"] = 51932,
        ["eucjp"] = 51932,
        ["koi8r"] = 20866,
        ["koi-8-r"] = 20866,
        ["x-mac-roman"] = 10000,
        ["macroman"] = 10000,
        ["cp850"] = 850,
        ["cp437"] = 437,
    };

    static Charsets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1252 = Encoding.GetEncoding(1252);
    }

    /// <summary>Makes the code pages known to the process; cheap to call again.</summary>
    internal static void Register()
    {
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, string? declared, Action<string> warn)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            return DecodeUtf8(bytes[3..], warn);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && bytes.Length % 2 == 0)
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) && bytes.Length % 2 == 0)
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);

        var name = Normalise(declared);
        if (name.Length == 0 || name is "us-ascii" or "ascii" or "ansi_x3.4-1968" or "unknown-8bit" or "x-unknown" or "unknown" or "default" or "8bit" or "7bit")
            return Guess(bytes, name is "us-ascii" or "ascii", warn);
        var encoding = Find(name);
        if (encoding is null)
        {
            warn(MimeWarnings.UnknownCharset);
            return Guess(bytes, declaredAscii: false, warn);
        }
        if (encoding.CodePage == 65001)
            return DecodeUtf8(bytes, warn);
        // Bytes that are valid UTF-8 beyond ASCII are all but never text of a one-byte charset.
        if (encoding.IsSingleByte && HasHighBytes(bytes) && TryUtf8(bytes, out var utf8))
        {
            warn(MimeWarnings.MislabelledCharset);
            return utf8;
        }
        if (encoding.CodePage is 1200 or 1201 && LooksLikeAscii(bytes))
            return Guess(bytes, declaredAscii: false, warn);
        return encoding.GetString(bytes);
    }

    /// <summary>Null for names that are unknown or, like UTF-7, refused because one text could be read in two ways.</summary>
    internal static Encoding? Find(string name)
    {
        name = Normalise(name);
        if (name.Contains("utf-7", StringComparison.OrdinalIgnoreCase) || name.Equals("utf7", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            if (Aliases.TryGetValue(name, out var page))
                return Encoding.GetEncoding(page);
            if (name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(2).TrimStart('-'), out page) && page is > 0 and < 65000)
                return Encoding.GetEncoding(page);
            if (name.StartsWith("windows", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(7).TrimStart("-_"), out page) && page is > 0 and < 65000)
                return Encoding.GetEncoding(page);
            return Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Normalise(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return "";
        name = name.Trim().Trim('"', '\'', ';', ' ').ToLowerInvariant();
        // RFC 2231 allows a language after the charset: us-ascii*en.
        var star = name.IndexOf('*');
        return star > 0 ? name[..star] : name;
    }

    private static string Guess(ReadOnlySpan<byte> bytes, bool declaredAscii, Action<string> warn)
    {
        if (!HasHighBytes(bytes))
            return bytes.IndexOf("\u001b$"u8) >= 0 ? Encoding.GetEncoding(50220).GetString(bytes) : Encoding.Latin1.GetString(bytes);
        if (declaredAscii)
            warn(MimeWarnings.MislabelledCharset);
        return DecodeUtf8(bytes, warn);
    }

    /// <summary>UTF-8 where it is; where more of the high bytes break it than keep it, the Western default.</summary>
    private static string DecodeUtf8(ReadOnlySpan<byte> bytes, Action<string> warn)
    {
        if (TryUtf8(bytes, out var text))
            return text;
        warn(MimeWarnings.MislabelledCharset);
        text = Encoding.UTF8.GetString(bytes);
        var broken = text.AsSpan().Count('\uFFFD');
        var good = 0;
        foreach (var c in text)
        {
            if (c > '\u007F' && c != '\uFFFD')
                good++;
        }
        return good >= broken ? text : Windows1252.GetString(bytes);
    }

    private static bool TryUtf8(ReadOnlySpan<byte> bytes, out string text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            text = "";
            return false;
        }
        text = StrictUtf8.GetString(bytes);
        return true;
    }

    private static bool HasHighBytes(ReadOnlySpan<byte> bytes) => !Ascii.IsValid(bytes);

    private static bool LooksLikeAscii(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes.IndexOf((byte)0) < 0 && Ascii.IsValid(bytes);
}
