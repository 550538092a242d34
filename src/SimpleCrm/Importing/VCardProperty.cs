using System.Text;

namespace SimpleCrm.Importing;

/// <summary>A property of a vCard.</summary>
/// <param name="Name">In capitals, without its group.</param>
/// <param name="Value">As text, still escaped.</param>
/// <param name="IsPreferred">It is marked as the main one of its kind.</param>
internal sealed record VCardProperty(string Name, string Value, bool IsPreferred)
{
    /// <param name="line">An unfolded line.</param>
    /// <param name="encoding">What its characters, each a byte, are encoded with; null when they are characters.</param>
    /// <returns>Null when the line is no property, or one of bytes.</returns>
    public static VCardProperty? Parse(string line, Encoding? encoding)
    {
        var colon = Colon(line);
        if (colon < 1)
            return null;
        var parts = line[..colon].Split(';');
        var name = parts[0][(parts[0].LastIndexOf('.') + 1)..].Trim().ToUpperInvariant();
        var value = line[(colon + 1)..];
        var parameters = string.Join(';', parts.Skip(1)).ToUpperInvariant();
        if (parameters.Contains("BASE64", StringComparison.Ordinal) || parameters.Contains("ENCODING=B", StringComparison.Ordinal))
            return null;
        var charset = Charset(parameters);
        if (parameters.Contains("QUOTED-PRINTABLE", StringComparison.Ordinal))
            value = (charset ?? encoding ?? Encoding.UTF8).GetString(Bytes(value));
        else if (encoding is not null)
            value = (charset ?? encoding).GetString(Encoding.Latin1.GetBytes(value));
        return new VCardProperty(name, value, parameters.Contains("PREF", StringComparison.Ordinal));
    }

    public bool Is(string name, string value) => Name == name && Value.Trim().Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Its components, cut at a separator that is not escaped, as people read them.</summary>
    public IReadOnlyList<string> Split(char separator)
    {
        var (found, text) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] == '\\' && i + 1 < Value.Length)
            {
                i++;
                text.Append(Value[i] is 'n' or 'N' ? ' ' : Value[i]);
            }
            else if (Value[i] == separator)
            {
                found.Add(text.ToString().Trim());
                text.Clear();
            }
            else
                text.Append(Value[i]);
        }
        found.Add(text.ToString().Trim());
        return found;
    }

    public string Text => Split('\0')[0];

    // Parameters may be quoted and have colons inside (RFC 6350 §3.3).
    private static int Colon(string line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ':' && !isQuoted)
                return i;
        return line.IndexOf(':', StringComparison.Ordinal);
    }

    private static Encoding? Charset(string parameters)
    {
        var at = parameters.IndexOf("CHARSET=", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var name = parameters[(at + 8)..].Split(';')[0].Trim('"');
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string quoted)
    {
        var bytes = new List<byte>(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] == '=' && i + 2 < quoted.Length && char.IsAsciiHexDigit(quoted[i + 1]) && char.IsAsciiHexDigit(quoted[i + 2]))
            {
                bytes.Add(Convert.FromHexString(quoted.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
                bytes.AddRange(quoted[i] < 256 ? [(byte)quoted[i]] : Encoding.UTF8.GetBytes([quoted[i]]));
        }
        return [.. bytes];
    }
}
