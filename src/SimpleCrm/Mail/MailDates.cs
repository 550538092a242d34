using System.Text;
using MimeKit.Utils;

namespace SimpleCrm.Mail;

/// <summary>Date headers (RFC 5322 §3.3 with its obsolete forms).</summary>
internal static class MailDates
{
    internal static bool TryParse(string text, out DateTimeOffset date)
    {
        date = default;
        if (text.Length > 500)
            text = text[..500];
        try
        {
            return DateUtils.TryParse(text, out date) || DateUtils.TryParse(WithoutComments(text), out date);
        }
        catch (ArgumentException)
        {
            // A year or zone that parses but that no clock can show.
            return false;
        }
    }

    private static string WithoutComments(string text)
    {
        var clean = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(')
                depth++;
            else if (c == ')' && depth > 0)
                depth--;
            else if (depth == 0)
                clean.Append(c is '\r' or '\n' or '\t' ? ' ' : c);
        }
        return clean.ToString();
    }
}
