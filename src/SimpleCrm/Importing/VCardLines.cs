using System.Text;

namespace SimpleCrm.Importing;

/// <summary>The logical lines of a vCard file: folded ones unfolded (RFC 6350 §3.2), soft line breaks of quoted-printable joined.</summary>
internal sealed class VCardLines(TextReader reader)
{
    // Pictures are longer, and nobody asks for them: what is beyond is left out.
    private const int MostLength = 64 * 1024;

    private string? _next;
    private int _number;
    private bool _isBegun;

    /// <summary>The next line and where it begins; null at the end.</summary>
    public async Task<(string Text, int Number)?> NextAsync(CancellationToken cancellationToken)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _next = (await ReadAsync(cancellationToken))?.TrimStart('\uFEFF', 'ï', '»', '¿');
        }
        if (_next is null)
            return null;
        var number = _number;
        var text = new StringBuilder(_next);
        var isQuoted = IsQuotedPrintable(_next);
        while ((_next = await ReadAsync(cancellationToken)) is not null)
        {
            if (isQuoted && text.Length > 0 && text[^1] == '=')
            {
                text.Length--;
                Append(text, _next.TrimStart(' ', '\t'));
            }
            else if (_next.Length > 0 && _next[0] is ' ' or '\t')
                Append(text, _next[1..]);
            else
                break;
        }
        return (text.ToString(), number);
    }

    private static void Append(StringBuilder text, string more)
    {
        if (text.Length < MostLength)
            text.Append(more);
    }

    private static bool IsQuotedPrintable(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && line.AsSpan(0, colon).Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        _number++;
        return await reader.ReadLineAsync(cancellationToken);
    }
}
