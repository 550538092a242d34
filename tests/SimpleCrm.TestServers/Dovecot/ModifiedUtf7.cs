using System.Buffers.Binary;
using System.Text;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>How IMAP, and so Maildir++, writes folder names outside ASCII (RFC 3501, 5.1.3).</summary>
internal static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var encoded = new StringBuilder(name.Length);
        for (var at = 0; at < name.Length;)
        {
            if (name[at] is >= ' ' and <= '~')
            {
                encoded.Append(name[at] == '&' ? "&-" : name[at]);
                at++;
                continue;
            }

            var end = at;
            while (end < name.Length && name[end] is not (>= ' ' and <= '~')) end++;
            var units = new byte[(end - at) * 2];
            for (var unit = at; unit < end; unit++) BinaryPrimitives.WriteUInt16BigEndian(units.AsSpan((unit - at) * 2), name[unit]);
            encoded.Append('&').Append(Convert.ToBase64String(units).TrimEnd('=').Replace('/', ',')).Append('-');
            at = end;
        }

        return encoded.ToString();
    }
}
