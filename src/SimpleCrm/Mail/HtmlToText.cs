using System.Text;
using MimeKit.Text;

namespace SimpleCrm.Mail;

/// <summary>The words of an HTML body, for snippets, search and text alternatives. One streaming pass: linear, without a tree.</summary>
public static class HtmlToText
{
    /// <param name="html">Any HTML, sanitised or not.</param>
    /// <param name="options">What to leave out; by default everything readable is kept.</param>
    public static string Convert(string html, HtmlToTextOptions? options = null)
    {
        options ??= HtmlToTextOptions.Default;
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        var writer = new HtmlTextWriter(options);
        while (!writer.IsFull && tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { IsEndTag: false } tag:
                    writer.Open(tag);
                    break;
                case HtmlTagToken tag:
                    writer.Close(tag);
                    break;
                case HtmlDataToken data when token.Kind is HtmlTokenKind.Data or HtmlTokenKind.CData:
                    writer.Text(data.Data);
                    break;
            }
        }
        return writer.ToString();
    }
}
