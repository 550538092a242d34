using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SimpleCrm.TestServers.Proxy;

/// <summary>Cuts a byte stream into lines and IMAP literals and hands the lines to a rewriter.</summary>
internal sealed partial class LineStream(LineRewriter rewrite)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _literalLeft;
    private bool _continued;
    private bool _dropping;

    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        var passed = new ArrayBufferWriter<byte>(bytes.Length + 256);
        while (!bytes.IsEmpty)
        {
            if (_literalLeft > 0)
            {
                var part = bytes[..(int)Math.Min(_literalLeft, bytes.Length)];
                if (!_dropping) passed.Write(part);
                _literalLeft -= part.Length;
                bytes = bytes[part.Length..];
                continue;
            }

            var end = bytes.IndexOf((byte)'\n');
            _line.Write(end < 0 ? bytes : bytes[..(end + 1)]);
            if (end < 0) break;
            bytes = bytes[(end + 1)..];
            var line = Encoding.Latin1.GetString(_line.WrittenSpan).TrimEnd('\r', '\n');
            _line.ResetWrittenCount();
            Pass(line, passed);
        }

        return passed.WrittenSpan.ToArray();
    }

    [GeneratedRegex(@"\{(\d+)\+?\}$")]
    private static partial Regex Literal();

    private void Pass(string line, ArrayBufferWriter<byte> passed)
    {
        var said = line;
        if (!_continued)
        {
            said = rewrite(line);
            _dropping = said is null;
        }

        var announced = Literal().Match(line);
        if (!_dropping)
        {
            passed.Write(Encoding.Latin1.GetBytes(said + "\r\n"));
            _dropping = announced.Success && !Literal().IsMatch(said!);
        }

        _continued = announced.Success;
        _literalLeft = announced.Success ? long.Parse(announced.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (!_continued) _dropping = false;
    }
}
