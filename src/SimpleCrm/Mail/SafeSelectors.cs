using System.Text;

namespace SimpleCrm.Mail;

/// <summary>Selectors of a sender's style sheet: names, classes and ids of the message's own, listed pseudo-classes, nothing that looks out of it.</summary>
internal static class SafeSelectors
{
    private static readonly HashSet<string> PseudoClasses = new(["hover", "link", "visited", "active", "focus", "first-child", "last-child"], StringComparer.Ordinal);

    /// <summary>Those of a list that may stay, each under the message's root class; empty when none may.</summary>
    internal static string Of(ReadOnlySpan<char> list)
    {
        var safe = new StringBuilder();
        foreach (var range in list.Split(','))
        {
            if (Selector(list[range].Trim()) is not { } selector)
                continue;
            if (safe.Length > 0)
                safe.Append(',');
            safe.Append(selector);
        }
        return safe.ToString();
    }

    private static string? Selector(ReadOnlySpan<char> selector)
    {
        if (selector.Length is 0 or > 300)
            return null;
        var safe = new StringBuilder();
        for (var i = 0; i < selector.Length;)
        {
            var c = selector[i];
            if (char.IsAsciiLetter(c) || c == '*')
            {
                var name = c == '*' ? "*" : Name(selector[i..]).ToString().ToLowerInvariant();
                safe.Append(name is "body" or "html" ? "." + SafeHtmlPolicy.RootClass : name);
                i += name.Length;
            }
            else if (c is '.' or '#')
            {
                var name = Name(selector[(i + 1)..]);
                if (name.Length == 0)
                    return null;
                safe.Append(c).Append(Prefixed(name));
                i += 1 + name.Length;
            }
            else if (c == ':')
            {
                var name = Name(selector[(i + 1)..]).ToString();
                if (!PseudoClasses.Contains(name))
                    return null;
                safe.Append(':').Append(name);
                i += 1 + name.Length;
            }
            else if (char.IsWhiteSpace(c) || c is '>' or '+' or '~')
            {
                safe.Append(char.IsWhiteSpace(c) ? ' ' : c);
                i++;
            }
            else
                return null;
        }
        var text = safe.ToString();
        return text.StartsWith("." + SafeHtmlPolicy.RootClass, StringComparison.Ordinal) ? text : $".{SafeHtmlPolicy.RootClass} {text}";
    }

    /// <summary>The name of a class or an id as the message carries it.</summary>
    internal static string Prefixed(ReadOnlySpan<char> name) =>
        name.StartsWith(SafeHtmlPolicy.Prefix) ? name.ToString() : string.Concat(SafeHtmlPolicy.Prefix, name);

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_'))
            length++;
        return text[..length];
    }
}
