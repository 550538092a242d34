using MimeKit.Text;

namespace SimpleCrm.Mail;

/// <summary>HTML of one part, such that nothing in it stays open at its end: cut tags and comments are dropped.</summary>
internal static class BalancedHtml
{
    internal static string Of(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = false, IgnoreTruncatedTags = true };
        using var output = new StringWriter();
        var raw = new Stack<string>();
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlCommentToken or HtmlDocTypeToken)
                continue;
            if (token is HtmlTagToken tag && tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.TextArea or HtmlTagId.NoScript or HtmlTagId.IFrame or HtmlTagId.PlainText)
            {
                if (tag.Id == HtmlTagId.PlainText)
                    continue;
                if (!tag.IsEndTag)
                    raw.Push(tag.Name);
                else if (!raw.TryPop(out _))
                    continue;
            }
            token.WriteTo(output);
        }
        foreach (var name in raw)
            output.Write($"</{name}>");
        return output.ToString();
    }
}
