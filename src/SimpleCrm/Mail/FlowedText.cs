using System.Text;

namespace SimpleCrm.Mail;

/// <summary>format=flowed (RFC 3676): soft-broken lines become the paragraphs they were.</summary>
internal static class FlowedText
{
    internal static string Unfold(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var openDepth = -1;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var depth = 0;
            while (depth < line.Length && line[depth] == '>')
                depth++;
            var content = line[depth..];
            if (content is [' ', ..])
                content = content[1..];
            var signature = content is "-- ";
            var flowed = content is [.., ' '] && !signature;
            if (openDepth == depth && !signature)
                result.Append(content);
            else
            {
                if (range.Start.Value > 0)
                    result.Append('\n');
                result.Append('>', depth);
                if (depth > 0 && content.Length > 0)
                    result.Append(' ');
                result.Append(content);
            }
            if (flowed && deleteSpace)
                result.Length--;
            openDepth = flowed ? depth : -1;
        }
        return result.ToString();
    }
}
