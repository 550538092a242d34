namespace SimpleCrm.Mail;

/// <summary>Classes and ids by which mail programs mark what they quote.</summary>
internal static class QuoteMarks
{
    // Exact names, matched against each word of a class attribute or against an id.
    private static readonly HashSet<string> Containers = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmail_quote", "gmail_quote_container", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "tutanota_quote", "zmail_extra", "zmail_extra_hr",
        "OutlookMessageHeader", "divRplyFwdMsg", "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message", "freebirdAnalyticsQuote",
        "WM_email_quoted", "hmmessage_quoted", "x_gmail_quote", "front-blockquote", "quoted-mail", "oriMsgHtmlSeperator", "qt", "airmail_on", "spark_quote",
        "replyHeader", "gmail_attr", "appendonsend", "reply-new-signature", "3D\"gmail_quote\"", "moz-forward-container", "mailmessage-quoted", "nylas-quote", "mailbox_signature_quote",
    };

    internal static bool IsQuoteContainer(string classOrId)
    {
        foreach (var range in classOrId.AsSpan().SplitAny(' ', '\t', '\n'))
        {
            var name = classOrId.AsSpan(range);
            if (name.StartsWith("x_", StringComparison.Ordinal))
                name = name[2..];
            if (name.Length > 0 && Containers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                return true;
        }
        return false;
    }
}
